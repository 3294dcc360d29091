#include "inference/csv_header.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "base/ascii.hpp"
#include "base/error.hpp"
#include "csv/header.hpp"
#include "csv/line.hpp"
#include "inference/type_guess.hpp"

namespace nightjar::inference {
namespace {

constexpr std::size_t enough_records = 200;

std::vector<std::string> positions(const csv::Dialect& dialect, std::string_view record) {
  std::vector<std::string> names;
  const std::size_t count = csv::column_names(dialect, record).size();
  for (std::size_t i = 1; i <= count; ++i) names.push_back(std::to_string(i));
  return names;
}

/// Of each column the values of the first records, the first line aside.
struct Table {
  std::vector<std::string> first;
  std::vector<std::vector<Value>> columns;
};

Table read_table(csv::Dialect dialect, const std::vector<std::string_view>& records) {
  dialect.has_header = false;
  csv::LineParser parser(dialect, records.front(), positions(dialect, records.front()), "");
  std::vector<std::string_view> fields;
  Table table;
  for (std::size_t i = 0; i < std::min(records.size(), enough_records); ++i) {
    if (parser.parse(records[i], fields)) continue;
    if (i == 0) {
      table.first.assign(fields.begin(), fields.end());
      table.columns.resize(fields.size());
      continue;
    }
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      table.columns[column].push_back({feed::Cell::Kind::bare, std::string(fields[column])});
    }
  }
  return table;
}

/// `first_name`, `Height (m)`: it begins with a letter, and is short.
bool is_like_name(const std::string& text) {
  constexpr std::size_t longest = 64;
  const bool begins = !text.empty() && !is_digit(text.front()) && text.find('@') == text.npos;
  return begins && text.size() <= longest;
}

bool recurs(const std::string& text, const std::vector<Value>& values) {
  return std::any_of(values.begin(), values.end(),
                     [&](const Value& value) { return value.text == text; });
}

/// By the first line alone: different names, none of which is a value below.
bool are_names(const Table& table) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < table.first.size(); ++i) {
    const std::string& text = table.first[i];
    if (text.empty()) continue;
    if (!is_like_name(text) || recurs(text, table.columns[i])) return false;
    if (!names.insert(text).second) return false;
  }
  return !names.empty();
}

}  // namespace

HeaderGuess guess_header(const csv::Dialect& dialect,
                         const std::vector<std::string_view>& records) {
  if (records.empty()) return {true, false};
  Table table;
  try {
    table = read_table(dialect, records);
  } catch (const BadDump&) {
    return {true, false};
  }
  std::size_t typed = 0;
  for (std::size_t i = 0; i < table.first.size(); ++i) {
    const TypeGuess guess = guess_type("", table.columns[i]);
    if (guess.column.type == feed::ColumnType::text) continue;
    const std::vector<std::string_view> first{table.first[i]};
    if (first.front().empty()) continue;
    if (!fits(guess.column, {"", feed::Cell::Kind::bare, first})) return {true, true};
    ++typed;
  }
  if (typed > 0) return {false, true};
  return {are_names(table), false};
}

}  // namespace nightjar::inference
