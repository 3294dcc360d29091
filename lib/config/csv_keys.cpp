#include <utility>
#include <vector>

#include "config/forms.hpp"
#include "config/keys.hpp"

namespace nightjar::config {

namespace {

/// Of all files of lines.
std::vector<yaml::Key> line_keys() {
  return {
      {.name = "skip_lines",
       .form = forms::number(),
       .meaning = "How many lines at the beginning of the file are not read.",
       .by_default = "0",
       .example = "skip_lines: 2"},
      {.name = "comment",
       .form = forms::text(),
       .meaning = "Lines that begin with this text are not read.",
       .by_default = "(none)",
       .example = "comment: \"#\""},
      {.name = "trailer",
       .form = forms::text(),
       .meaning = "The last record of a complete file, which is no row: `{records}` stands for "
                  "the number of records before it, `*` for any text. The night fails if the "
                  "file ends without it, or if the number is another.",
       .by_default = "(none)",
       .example = "trailer: \"TRAILER,{records}\""},
      {.name = "line_end",
       .form = forms::text(),
       .meaning = "What ends a record, at most 8 bytes. Line breaks that follow it are not part "
                  "of the next record.",
       .by_default = "(a line break: LF or CRLF)",
       .example = "line_end: \"|$|\""},
  };
}

std::vector<yaml::Key> with_line_keys(std::vector<yaml::Key> keys) {
  for (yaml::Key& key : line_keys()) keys.push_back(std::move(key));
  return keys;
}

}  // namespace

const yaml::Keys& csv_keys() {
  static const yaml::Keys keys{
      "csv",
      "`csv` of a feed",
      with_line_keys({
          {.name = "delimiter",
           .form = forms::text(),
           .meaning = R"(The character between two fields; `"\t"` is a tab.)",
           .by_default = "\",\"",
           .example = "delimiter: \";\""},
          {.name = "quote",
           .form = forms::text(),
           .meaning =
               "The character around a field that contains delimiters or line breaks; `none` "
               "if no field is quoted.",
           .by_default = "'\"'",
           .example = "quote: \"'\""},
          {.name = "escape",
           .form = forms::word(csv_escapes),
           .meaning =
               "How a quote is written in a quoted field. `doubled`: twice. `backslash`: with "
               "a backslash before it, which does the same for a delimiter, a line break and "
               "another backslash; before other characters a backslash is text, so that `\\N` "
               "remains for `null_if`.",
           .by_default = "doubled",
           .example = "escape: backslash"},
          {.name = "header",
           .form = forms::flag(),
           .meaning = "Whether the first record is a header line. If not, the columns have "
                      "`position:`, and all records have as many fields as the first.",
           .by_default = "yes",
           .example = "header: no"},
      }),
  };
  return keys;
}

const yaml::Keys& fixed_keys() {
  static const yaml::Keys keys{
      "fixed",
      "`fixed` of a feed",
      with_line_keys({
          {.name = "record_length",
           .form = forms::number(),
           .meaning = "The bytes of each record of a file that has no line ends. `skip_lines` "
                      "leaves out records then; `comment` and `line_end` are not allowed.",
           .by_default = "(records end with a line)",
           .example = "record_length: 80"},
      }),
  };
  return keys;
}

}  // namespace nightjar::config
