#include "config/forms.hpp"
#include "config/keys.hpp"

namespace nightjar::config {
namespace {

using Use = yaml::Key::Use;

}  // namespace

const yaml::Keys& column_keys() {
  static const yaml::Keys keys{
      "column",
      "A column",
      {
          {.name = "type",
           .form = forms::name_in(feed::column_types),
           .meaning = "What the column holds: see [Column types](#column-types).",
           .by_default = {},
           .example = "{type: integer}",
           .use = Use::required},
          {.name = "path",
           .form = forms::text(),
           .meaning =
               "JSON: where the value is, as a JSON pointer. `*` stands for every element of "
               "an array or member of an object, a number for one element. `/~key` is the name of "
               "a record that is a member (`records: /data/*`). XML: the names of elements, each "
               "of which stands for every element of that name unless a number follows, and at the "
               "end `@NAME` for an attribute; `/text()` is the text of the record itself. With "
               "`each:`, of any format: a path in the element, `\"\"` for the element itself, "
               "`^/id` for a value of its record, `/~index`, or of an object's member `/~key`.",
           .by_default = "(the column's name, `/NAME`)",
           .example = "{type: text, path: /metadata/name}"},
          {.name = "header",
           .form = forms::texts(),
           .meaning = "CSV: the name in the header line. Of a list the first that is there counts. "
                      "The order of the fields does not matter.",
           .by_default = "(the column's name)",
           .example = "{type: integer, header: userId}"},
          {.name = "optional",
           .form = forms::flag(),
           .meaning = "CSV: whether files may lack the column. It is null then.",
           .by_default = "(files must have it)",
           .example = "{type: text, optional: yes}"},
          {.name = "position",
           .form = forms::number(),
           .meaning = "CSV without a header line (`csv: {header: no}`): which field of a record it "
                      "is, from 1.",
           .by_default = {},
           .example = "{type: integer, position: 3}"},
          {.name = "at",
           .form = forms::text(),
           .meaning = "Fixed width: the first and the last character of the column in a record, "
                      "both included, from 1, or the only one. A column that begins after the end "
                      "of a record is empty. Columns may overlap.",
           .by_default = {},
           .example = "{type: integer, at: 10-19}"},
          {.name = "format",
           .form = forms::texts(),
           .meaning =
               "How the value is written. `date`, `time`, `timestamp`, `timestamptz`: patterns, "
               "tried "
               "in order, see [Patterns of dates and times](#patterns-of-dates-and-times); instead "
               "of patterns `timestamptz` has `rfc3339`, `epoch` (seconds since 1970) and "
               "`epoch_ms` (milliseconds). `jsonb`: `json` or `python` (what `repr()` writes). "
               "`bytea`: `hex` or `base64`.",
           .by_default = "(`YYYY-MM-DD`, or the day of an instant; `rfc3339`; `json`; `hex`)",
           .example = "{type: date, format: [YYYY-MM-DD, M/D/YYYY]}"},
          {.name = "null_if",
           .form = forms::texts_or_map(null_if_keys()),
           .meaning =
               "Values that count as null; in a column of numbers they are compared by value. "
               "Where a path finds more than one value, a list takes all that remain, any "
               "other type the first.",
           .by_default = "(`null_if` of the feed)",
           .example = "{type: integer, null_if: [\"0\"]}"},
          {.name = "trim",
           .form = forms::flag(),
           .meaning = "Whether white space around the value is removed before anything else.",
           .by_default = "(`trim` of the feed)",
           .example = "{type: text, trim: yes}"},
          {.name = "decimal",
           .form = forms::word(decimal_marks),
           .meaning = "Numbers: what is before the decimals.",
           .by_default = "(`.`)",
           .example = "{type: numeric, decimal: \",\"}"},
          {.name = "implied_decimals",
           .form = forms::number(),
           .meaning = "Numbers: how many digits at the end are decimals, although no point is "
                      "written: with 2, `0012345` is 123.45.",
           .by_default = "(none)",
           .example = "{type: numeric, implied_decimals: 2}"},
          {.name = "thousands",
           .form = forms::text(),
           .meaning = "Numbers: the character between groups of three digits. A number without "
                      "it is read too.",
           .by_default = "(none)",
           .example = R"({type: numeric, decimal: ",", thousands: "."})"},
          {.name = "unit",
           .form = forms::text(),
           .meaning = "Numbers: a currency or another sign before or after the number, which is "
                      "not stored. `12 %` is 12. A number without it is read too.",
           .by_default = "(none)",
           .example = "{type: numeric, unit: \"%\"}"},
          {.name = "true",
           .form = forms::texts(),
           .meaning = "Booleans: the words for true, in upper or lower case. Goes with `false`.",
           .by_default = "(`true`, `t`, `1`)",
           .example = "{type: boolean, true: [Y, yes], false: [N]}"},
          {.name = "false",
           .form = forms::texts(),
           .meaning = "Booleans: the words for false, in upper or lower case. Goes with `true`.",
           .by_default = "(`false`, `f`, `0`)",
           .example = "{type: boolean, true: [Y], false: [N, no]}"},
          {.name = "from",
           .form = forms::word(value_origins),
           .meaning = "JSON: `string` also takes a value of this type that is written in a string "
                      "(`\"2.50\"`), and for a text a number or boolean, as it is written.",
           .by_default = "(only values of the column's type)",
           .example = "{type: numeric, from: string}"},
          {.name = "zone",
           .form = forms::text(),
           .meaning = "`timestamptz`: the zone of times that are written without one.",
           .by_default = "(none: such times are rejected)",
           .example = "{type: timestamptz, zone: America/New_York}"},
          {.name = "ambiguous",
           .form = forms::word(ambiguous_answers),
           .meaning = "With `zone`: what becomes of a time that its clocks show twice or never, "
                      "because they are set back or forward. `first` takes the offset before that, "
                      "`last` the offset after it, `reject` rejects the record.",
           .by_default = "(`reject`)",
           .example = "{type: timestamptz, zone: America/New_York, ambiguous: first}"},
          {.name = "empty",
           .form = forms::word(empty_meanings),
           .meaning =
               "Not in JSON, texts: whether an empty field or element is a `value`, the empty "
               "text, or `null`. Part of a key can be an empty text, but not a null.",
           .by_default = "(`null`; XML: `value`)",
           .example = "{type: text, empty: value}"},
          {.name = "except",
           .form = forms::texts(),
           .meaning = "The former name of `null_if`. Write `null_if` instead.",
           .by_default = "(none)",
           .example = "{type: integer, except: [\"0\"]}",
           .use = Use::deprecated},
      },
  };
  return keys;
}

const yaml::Keys& null_if_keys() {
  static const yaml::Keys keys{
      "null_if",
      "`null_if` as a map",
      {
          {.name = "values",
           .form = forms::texts(),
           .meaning = "Values that count as null.",
           .by_default = {},
           .example = "values: [n/a, unknown]",
           .use = Use::required},
          {.name = "ignore_case",
           .form = forms::flag(),
           .meaning = "Whether letters of ASCII are compared in any case.",
           .by_default = "no",
           .example = "ignore_case: yes"},
          {.name = "ignore_spaces",
           .form = forms::flag(),
           .meaning = "Whether values are compared without their spaces: `n / a` is `n/a`.",
           .by_default = "no",
           .example = "ignore_spaces: yes"},
      },
  };
  return keys;
}

}  // namespace nightjar::config
