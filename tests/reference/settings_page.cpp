#include "reference/settings_page.hpp"

#include <string_view>
#include <vector>

#include "base/format.hpp"
#include "config/keys.hpp"
#include "reference/key_words.hpp"

namespace nightjar::support {
namespace {

using yaml::Key;

constexpr std::string_view introduction =
    R"(# Settings

All keys of `nightjar.yaml` and of the YAML files of datasets. `make reference` writes this page and the JSON Schemas in
`config/schema` from the tables of keys that the reader uses (`lib/config/*_keys.cpp`); do not edit it.

A key that is not listed here is an error. `nightjar check` reports it with its line and the most similar key. Anchors, aliases, tags and
a second document are errors too. A relative path is relative to the folder of the file that contains it.

An editor with a YAML language server completes and checks keys if the file begins with a line that names its schema, by a path or URL:

    # yaml-language-server: $schema=../schema/dataset.schema.json

How values are written:

| value | written as |
|---|---|
| text | a word or a text. It needs quotes if it is empty, or if YAML would take it for something else: `"02:00"`, `"text[]"`, `"*"` |
| number | `20`, `0.25`; without quotes and without a unit |
| size | bytes, alone or with a unit: `4096`, `512 KiB`, `16 MiB`, `1 GiB`, `1 TiB` |
| duration | a whole number with a unit: `90s`, `5min`, `1h`, `30d` |
| yes or no | `yes`, `no`, `true`, `false`, `on`, `off`; without quotes |
| list | `[a, b]`, or `a` alone for a list of one |
)";

/// `https://…/#a-column` is the heading `A column`.
std::string anchor_of(std::string_view title) {
  std::string anchor;
  for (const char c : title) {
    if (c == ' ') anchor += '-';
    if (c >= 'A' && c <= 'Z') anchor += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || c == '_') anchor += c;
  }
  return anchor;
}

std::string link_to(const yaml::Keys& keys) {
  return fmt::format("[{}](#{})", keys.name, anchor_of(keys.title));
}

std::string section_of(const yaml::Keys& keys) {
  std::string text = fmt::format(
      "\n## {}\n\n| key | value | default | meaning | example |\n|---|---|---|---|---|\n",
      keys.title);
  for (const Key& key : keys.keys) {
    text += fmt::format("| `{}` | {} | {} | {} | `{}` |\n", key.name, value_of(key.form, link_to),
                        default_of(key), key.meaning, key.example);
  }
  return text;
}

std::string formats_of(const feed::ColumnTypeTraits& type) {
  if (type.has_patterns) return "patterns";
  std::vector<std::string_view> words;
  for (const feed::NotationWord& word : type.notations) words.push_back(word.word);
  return words.empty() ? "" : fmt::format("`{}`", fmt::join(words, "`, `"));
}

std::string column_types() {
  std::string text =
      "\n## Column types\n\nA value that does not fit its type rejects the record.\n\n"
      "| `type` | type in PostgreSQL | holds | `format` | in a key |\n|---|---|---|---|---|\n";
  for (const feed::ColumnTypeTraits& type : feed::column_types) {
    text += fmt::format("| `{}` | `{}` | {} | {} | {} |\n", type.name, type.declared_as,
                        type.meaning, formats_of(type), type.can_be_key ? "yes" : "no");
  }
  return text;
}

constexpr std::string_view patterns = R"(
## Patterns of dates and times

A pattern has these parts; other characters than letters and digits, and the letter `T` between a date and a time, stand for themselves.

| part | stands for |
|---|---|
| `YYYY`, `YY` | the year; of two digits `70` to `99` are 1970 to 1999, `00` to `69` are 2000 to 2069 |
| `MM`, `M`, `MON` | the month: two digits, one or two digits, an English name, long or of three letters, in any case |
| `DD`, `D` | the day: two digits, one or two digits |
| `HH`, `HH12` with `AM` | the hour from 00 to 23; the hour from 1 to 12, with AM or PM |
| `MI`, `SS`, `F` | the minute, the second, the digits after the point |
| `TZ` | the offset from UTC: `Z`, `+01`, `+0100`, `+01:00` |
)";

}  // namespace

std::string settings_page() {
  std::string page(introduction);
  for (const yaml::Keys* keys : config::all_keys()) page += section_of(*keys);
  return page + column_types() + std::string(patterns);
}

}  // namespace nightjar::support
