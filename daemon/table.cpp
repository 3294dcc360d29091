#include "table.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/format.hpp"

namespace nightjar::daemon {
namespace {

constexpr std::size_t note_indent = 4;

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
    for (const Row& row : rows_) width = std::max(width, width_of(row.cells[i]));
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
  for (const Row& row : rows_) {
    text += line([&](std::size_t i) { return row.cells[i]; });
    if (!row.note.empty()) text += std::string(note_indent, ' ') + row.note + "\n";
  }
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

std::string utc_text(std::string_view instant) {
  constexpr std::size_t to_the_second = std::string_view("2021-12-17 10:49:40").size();
  return std::string(instant.substr(0, to_the_second));
}

std::string utc_text(Instant instant) {
  std::string text = to_string(std::chrono::floor<std::chrono::seconds>(instant));
  text[text.find('T')] = ' ';
  return utc_text(text);
}

std::string shortened(std::string_view text, std::size_t width) {
  std::string line;
  std::size_t columns = 0;
  for (const char c : text) {
    const bool begins_character = (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
    if (begins_character && columns == width) {
      while (!line.empty() && (static_cast<unsigned char>(line.back()) & 0xC0U) == 0x80) {
        line.pop_back();
      }
      if (!line.empty()) line.pop_back();
      return line + "…";
    }
    if (begins_character) ++columns;
    line += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return line;
}

}  // namespace nightjar::daemon
