#include "table.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/format.hpp"

namespace nightjar::daemon {
namespace {

/// How many columns of a terminal the text takes: one a character of UTF-8.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
  }));
}

std::string padded(const std::string& text, std::size_t width, Align align) {
  const std::string space(width - std::min(width, width_of(text)), ' ');
  return align == Align::left ? text + space : space + text;
}

}  // namespace

std::string Table::text() const {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t width = width_of(columns_[i].heading);
    for (const auto& row : rows_) width = std::max(width, width_of(row[i]));
    widths.push_back(width);
  }
  const auto line = [&](const auto& cell_at) {
    std::string text;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      text += (i == 0 ? "" : "  ") + padded(cell_at(i), widths[i], columns_[i].align);
    }
    return text.substr(0, text.find_last_not_of(' ') + 1) + "\n";
  };
  std::string text = line([&](std::size_t i) { return columns_[i].heading; });
  for (const auto& row : rows_) text += line([&](std::size_t i) { return row[i]; });
  return text;
}

std::string with_commas(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, ",");
  }
  return text;
}

std::string bytes_text(std::uint64_t bytes) {
  constexpr std::array<const char*, 5> units{"B", "KiB", "MiB", "GiB", "TiB"};
  auto amount = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (amount >= 1024 && unit + 1 < units.size()) {
    amount /= 1024;
    ++unit;
  }
  return unit == 0 ? format("{} B", bytes) : format("{:.1f} {}", amount, units[unit]);
}

std::string table_of(const postgres::Result& result) {
  std::vector<Table::Column> columns;
  for (std::size_t i = 0; i < result.columns(); ++i) columns.push_back({result.column_name(i)});
  Table table(std::move(columns));
  for (std::size_t row = 0; row < result.size(); ++row) {
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < result.columns(); ++i) {
      cells.emplace_back(result.value(row, i).value_or("-"));
    }
    table.add(std::move(cells));
  }
  return table.text();
}

}  // namespace nightjar::daemon
