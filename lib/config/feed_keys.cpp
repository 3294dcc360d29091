#include "base/format.hpp"
#include "config/forms.hpp"
#include "config/keys.hpp"

namespace nightjar::config {
namespace {

using Use = yaml::Key::Use;

/// `json` (one JSON array of objects), `ndjson` (…)
std::string meaning_of_formats() {
  std::string text = "The format of the file:";
  for (const feed::FormatTraits& format : feed::formats) {
    text += fmt::format("{} `{}`, {}", &format == feed::formats.data() ? "" : ";", format.name,
                        format.meaning);
  }
  return text + ". A file packed with gzip, zstd, bzip2, xz, zip or tar is unpacked as it is read.";
}

}  // namespace

const yaml::Keys& feed_keys() {
  static const yaml::Keys keys{
      "feed",
      "A feed",
      {
          {.name = "description",
           .form = forms::text(),
           .meaning = "What one row is, for people.",
           .by_default = {},
           .example = "description: One row per title."},
          {.name = "file",
           .form = forms::texts(),
           .meaning =
               "The file at the source: a name, or a pattern such as `books-*.json.gz`, of "
               "which the newest file counts. Of a list the first that is there counts. A folder "
               "with a "
               "date in its name may stand in front, `{date}/books.json`: the newest counts.",
           .by_default = {},
           .example = "file: books.json",
           .use = Use::required},
          {.name = "member",
           .form = forms::text(),
           .meaning = "The file inside a zip or tar archive, or a pattern that matches one. So "
                      "several feeds can "
                      "share an archive.",
           .by_default = "(the only one)",
           .example = "member: books.json"},
          {.name = "newest",
           .form = forms::word(newest_orders),
           .meaning = "Which of the files that match a pattern is the newest: by the date in its "
                      "name, or by its modification time (see [operations.md](operations.md)).",
           .by_default = "by_name",
           .example = "newest: by_time"},
          {.name = "parts",
           .form = forms::word(part_choices),
           .meaning =
               "`all`: the dump is all files of the newest date that match the pattern, read in "
               "the "
               "order of their names (`part-2` before `part-10`), each with its own header. If the "
               "numbers in their names show that one is missing, the night is held.",
           .by_default = "(one file)",
           .example = "parts: all"},
          {.name = "manifest",
           .form = forms::text(),
           .meaning =
               "With `parts: all`: the vendor's list of the parts, a name or a pattern as `file`: "
               "a "
               "name on each line, or a digest and a name as `sha256sum` writes them. The parts "
               "are "
               "then the files that it lists, and the night is held if one of them is missing.",
           .by_default = "(none)",
           .example = "manifest: books-*.manifest"},
          {.name = "format",
           .form = forms::name_in(feed::formats),
           .meaning = meaning_of_formats(),
           .by_default = {},
           .example = "format: json",
           .use = Use::required},
          {.name = "records",
           .form = forms::text(),
           .meaning =
               "`json`: where the records are, as a JSON pointer: to the array whose elements they "
               "are (`/data/items`), or with `/*` at its end to the object whose members they are "
               "(`/data/*`). The file may be several documents one after the other, each with "
               "records there. `\"\"`: each document is a record. `xml`, required: the names of "
               "the "
               "elements from the root to the records (`/catalog/book`).",
           .by_default = "(JSON: the file is an array, whose elements they are)",
           .example = "records: /data/items"},
          {.name = "each",
           .form = forms::text_or_map(each_keys()),
           .meaning =
               "Makes a row of each element of an array in a record, or of each member's value of "
               "an object: its path, or a map with its path and format. Columns then take paths in "
               "the element, `^/id` from its record, `/~index` its place, and of an object's "
               "member `/~key`, its name.",
           .by_default = "(a record is a row)",
           .example = "each: /lines"},
          {.name = "encoding",
           .form = forms::text(),
           .meaning = "The encoding of the file: `utf-8`, or a name that `iconv -l` lists, of an "
                      "encoding with one byte for each character and ASCII as its first half: "
                      "`latin1`, `windows-1252`. Each record is converted by itself. An XML file "
                      "says its encoding itself.",
           .by_default = "utf-8",
           .example = "encoding: latin1"},
          {.name = "csv",
           .form = forms::map(csv_keys()),
           .meaning =
               "CSV: how the file is written, if not with commas, double quotes and a header "
               "line.",
           .by_default = "(the defaults of its keys)",
           .example = "csv: {delimiter: \";\"}"},
          {.name = "fixed",
           .form = forms::map(fixed_keys()),
           .meaning = "`fixed`: how the file is divided into records, if not into lines only.",
           .by_default = "(the defaults of its keys)",
           .example = "fixed: {trailer: \"T{records}\"}"},
          {.name = "kind",
           .form = forms::word(kinds),
           .meaning =
               "`snapshot`: the file is the whole dataset, and a row that is absent has been "
               "deleted. `append`: the file brings new facts, and absence means nothing.",
           .by_default = {},
           .example = "kind: snapshot",
           .use = Use::required},
          {.name = "key",
           .form = forms::texts(),
           .meaning = "The columns that identify a row, in the order of the primary key.",
           .by_default = {},
           .example = "key: [title]",
           .use = Use::required},
          {.name = "columns",
           .form = forms::named(column_keys()),
           .meaning = "The columns by name. Members and fields of the file that no column names "
                      "are ignored.",
           .by_default = {},
           .example = "columns: {title: {type: text}}",
           .use = Use::required},
          {.name = "null_if",
           .form = forms::texts_or_map(null_if_keys()),
           .meaning = "`null_if` of all columns that have none of their own.",
           .by_default = "(none)",
           .example = "null_if: [NA, \"-\"]"},
          {.name = "trim",
           .form = forms::flag(),
           .meaning = "`trim` of all columns that do not say otherwise.",
           .by_default = "(no; fixed width and XML: yes)",
           .example = "trim: yes"},
          {.name = "guards",
           .form = forms::map(guards_keys()),
           .meaning = "Limits beyond which a night is held instead of loaded.",
           .by_default = "(the defaults of its keys)",
           .example = "guards: {max_deleted_percent: 50}"},
          {.name = "max_record_bytes",
           .form = forms::size(),
           .meaning = "A longer record is rejected. CSV and fixed width: at most `16 MiB`; "
                      "JSON and XML: at most `1 GiB`.",
           .by_default = "16 MiB",
           .example = "max_record_bytes: 1 MiB"},
          {.name = "stale_after",
           .form = forms::duration(),
           .meaning = "`nightjar status` is not healthy if the newest file is older than this by "
                      "its time at the source, or if no night has changed anything for this long.",
           .by_default = "(`stale_after` of the dataset)",
           .example = "stale_after: 3d"},
      },
  };
  return keys;
}

const yaml::Keys& each_keys() {
  static const yaml::Keys keys{
      "each",
      "`each` of a feed",
      {
          {.name = "path",
           .form = forms::text(),
           .meaning = "Where the array is in a record, as a JSON pointer. CSV: the first step is "
                      "the name in the header line, or the position.",
           .by_default = {},
           .example = "path: /genres",
           .use = Use::required},
          {.name = "format",
           .form = forms::word(notations_of_arrays),
           .meaning = "How the array is written: `json`, or in a text `python` (what `repr()` "
                      "writes).",
           .by_default = "json",
           .example = "format: python"},
      },
  };
  return keys;
}

const yaml::Keys& guards_keys() {
  static const yaml::Keys keys{
      "guards",
      "`guards` of a feed",
      {
          {.name = "max_deleted_percent",
           .form = forms::number(),
           .meaning = "How many of the live rows a night may delete. Only for a snapshot.",
           .by_default = "20",
           .example = "max_deleted_percent: 50"},
          {.name = "max_rejected_percent",
           .form = forms::number(),
           .meaning = "How many of the records may be rejected.",
           .by_default = "5",
           .example = "max_rejected_percent: 0"},
          {.name = "allow_empty",
           .form = forms::flag(),
           .meaning = "Whether a file without a record may be loaded.",
           .by_default = "no",
           .example = "allow_empty: yes"},
      },
  };
  return keys;
}

}  // namespace nightjar::config
