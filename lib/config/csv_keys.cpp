#include "config/forms.hpp"
#include "config/keys.hpp"

namespace nightjar::config {

const yaml::Keys& csv_keys() {
  static const yaml::Keys keys{
      "csv",
      "`csv` of a feed",
      {
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
           .meaning =
               "What ends a record, at most 8 bytes. Line breaks that follow it are not part "
               "of the next record.",
           .by_default = "(a line break: LF or CRLF)",
           .example = "line_end: \"|$|\""},
      },
  };
  return keys;
}

}  // namespace nightjar::config
