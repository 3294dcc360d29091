#include "inference/definition_text.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/format.hpp"
#include "feed/column_type.hpp"
#include "json/text.hpp"

namespace nightjar::inference {
namespace {

using feed::Column;

constexpr std::array<std::string_view, 9> words_of_yaml{"yes", "no",   "true", "false", "on",
                                                        "off", "null", "y",    "n"};

/// Keys and values of a map on one line.
class FlowMap {
 public:
  void add(std::string_view key, const std::string& value) {
    text_ += fmt::format("{}{}: {}", text_.empty() ? "" : ", ", key, value);
  }
  void add_text(std::string_view key, std::string_view value) { add(key, yaml_scalar(value)); }
  void add_list(std::string_view key, const std::vector<std::string>& values) {
    std::string list;
    for (const std::string& value : values) list += (list.empty() ? "" : ", ") + yaml_scalar(value);
    add(key, "[" + list + "]");
  }
  [[nodiscard]] bool is_empty() const { return text_.empty(); }
  [[nodiscard]] std::string text() const { return "{" + text_ + "}"; }

 private:
  std::string text_;
};

void add_source(FlowMap& map, const feed::Definition& feed, const Column& column) {
  if (feed.format != feed::Format::csv) {
    if (column.source != "/" + column.name) map.add_text("path", column.source);
  } else if (!feed.csv.has_header) {
    map.add("position", column.source);
  } else if (column.source != column.name) {
    map.add_text("header", column.source);
  }
}

void add_format(FlowMap& map, const Column& column) {
  if (!column.patterns.empty()) return map.add_list("format", column.patterns);
  if (column.notation == feed::Notation::standard) return;
  for (const feed::NotationWord& word : feed::traits_of(column.type).notations) {
    if (word.notation == column.notation) map.add_text("format", word.word);
  }
}

void add_form(FlowMap& map, const Column& column) {
  const feed::ValueForm& form = column.form;
  if (!column.null_if.empty()) map.add_list("null_if", column.null_if);
  if (form.is_trimmed) map.add("trim", "yes");
  if (form.decimal != '.') map.add_text("decimal", std::string(1, form.decimal));
  if (!form.thousands.empty()) map.add_text("thousands", form.thousands);
  if (!form.unit.empty()) map.add_text("unit", form.unit);
  if (!form.true_words.empty()) map.add_list("true", form.true_words);
  if (!form.false_words.empty()) map.add_list("false", form.false_words);
  if (form.is_in_string) map.add("from", "string");
}

std::string comment_of(const std::vector<std::string>& remarks) {
  std::string text;
  for (const std::string& remark : remarks) text += (text.empty() ? "  # " : "; ") + remark;
  return text;
}

/// Aligned with the columns around it.
std::string column_line(const ProposedFeed& proposed, std::size_t index) {
  const Column& column = proposed.feed.columns[index];
  FlowMap map;
  map.add_text("type", feed::name_of(column.type));
  add_source(map, proposed.feed, column);
  add_format(map, column);
  add_form(map, column);
  return fmt::format("      {}: {}{}\n", column.name, map.text(),
                     comment_of(proposed.column_remarks[index]));
}

std::string dialect_line(const csv::Dialect& dialect) {
  FlowMap map;
  if (dialect.delimiter != ',') map.add_text("delimiter", std::string(1, dialect.delimiter));
  if (!dialect.quote) {
    map.add("quote", "none");
  } else if (*dialect.quote != '"') {
    map.add_text("quote", std::string(1, *dialect.quote));
  }
  if (dialect.escape == csv::Escape::backslash) map.add("escape", "backslash");
  if (!dialect.has_header) map.add("header", "no");
  if (dialect.skip_lines > 0) map.add("skip_lines", std::to_string(dialect.skip_lines));
  if (!dialect.comment.empty()) map.add_text("comment", dialect.comment);
  if (!dialect.trailer.empty()) map.add_text("trailer", dialect.trailer);
  return map.is_empty() ? "" : "    csv: " + map.text() + "\n";
}

std::string key_line(const ProposedFeed& proposed) {
  std::string names;
  for (const std::size_t column : proposed.feed.key) {
    names += (names.empty() ? "" : ", ") + yaml_scalar(proposed.feed.columns[column].name);
  }
  return fmt::format("    key: [{}]{}\n", names, comment_of(proposed.key_remarks));
}

}  // namespace

std::string yaml_scalar(std::string_view text) {
  const bool is_plain =
      !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter(c) || is_digit(c) ||
               std::string_view("_-./").find(c) != std::string_view::npos;
      });
  const bool is_word =
      std::find(words_of_yaml.begin(), words_of_yaml.end(), lowered(text)) != words_of_yaml.end();
  return is_plain && !is_word ? std::string(text) : json::quoted(text);
}

std::string yaml_of(const ProposedFeed& proposed) {
  const feed::Definition& feed = proposed.feed;
  std::string text = fmt::format("  {}:\n", feed.table);
  for (const std::string& remark : proposed.remarks) text += fmt::format("    # {}\n", remark);
  text += "    description: \"Fill in: what one row is.\"\n";
  text += fmt::format("    file: {}\n", yaml_scalar(feed.file.name));
  text += fmt::format("    format: {}\n", feed::traits_of(feed.format).name);
  if (feed.records) text += fmt::format("    records: {}\n", json::quoted(*feed.records));
  if (!feed.encoding.empty()) {
    text += fmt::format("    encoding: {}  # to be confirmed\n", feed.encoding);
  }
  text += dialect_line(feed.csv);
  text += "    kind: snapshot  # to be confirmed; append if a file only adds rows\n";
  text += key_line(proposed) + "    columns:\n";
  for (std::size_t i = 0; i < feed.columns.size(); ++i) text += column_line(proposed, i);
  return text;
}

}  // namespace nightjar::inference
