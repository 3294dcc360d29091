#include "console/table.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>

namespace nightjar::console {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t indent = 4;
/// The minimum width of a column that wraps, if it needs that much.
constexpr std::size_t least_wrapping = 24;

std::size_t total(const std::vector<std::size_t>& widths, std::size_t first, std::size_t count) {
  const auto begin = widths.begin() + static_cast<std::ptrdiff_t>(first);
  const auto end = begin + static_cast<std::ptrdiff_t>(count);
  return std::accumulate(begin, end, gap * (count - 1));
}

Text padded(const Text& text, std::size_t width, Align align) {
  const Text space = Text::spaces(width - std::min(width, text.width()));
  return align == Align::left ? text + space : space + text;
}

Text without_end(const Text& line) { return line.part(0, line.str().find_last_not_of(' ') + 1); }

}  // namespace

void Table::add(std::vector<Text> cells, Text note) {
  for (Text& cell : cells) cell = cell.on_one_line();
  rows_.push_back({std::move(cells), std::move(note)});
}

Table::Widths Table::natural_widths() const {
  Widths widths;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t width = Text(columns_[i].heading).width();
    for (const Row& row : rows_) width = std::max(width, row.cells[i].width());
    widths.push_back(width);
  }
  return widths;
}

std::size_t Table::least_width(std::size_t column, std::size_t natural) const {
  return columns_[column].wraps ? std::min(natural, least_wrapping) : natural;
}

/// Divides the columns into as few bands as possible, each as full as possible.
std::vector<Table::Band> Table::bands(const Widths& widths, std::size_t width) const {
  std::vector<Band> result{{0, 1, 0}};
  for (std::size_t i = 1; i < widths.size(); ++i) {
    Band& last = result.back();
    if (last.indent + total(widths, last.first, last.count + 1) <= width) {
      ++last.count;
    } else {
      result.push_back({i, 1, indent});
    }
  }
  return result;
}

/// Distributes the rest of the width among the columns of a band that wrap, most to the widest.
void Table::fit(const Band& band, Widths& widths, const Widths& least, std::size_t width) const {
  const auto too_wide = [&] { return band.indent + total(widths, band.first, band.count) > width; };
  while (too_wide()) {
    std::size_t widest = columns_.size();
    for (std::size_t i = band.first; i < band.first + band.count; ++i) {
      const bool may_shrink = widths[i] > least[i];
      if (may_shrink && (widest == columns_.size() || widths[i] > widths[widest])) widest = i;
    }
    if (widest == columns_.size()) break;
    --widths[widest];
  }
  // A single value that is wider than the terminal: it continues on the next line.
  if (too_wide() && band.count == 1 && width > band.indent)
    widths[band.first] = width - band.indent;
}

void Table::write(Text& out, const Band& band, const Widths& widths,
                  const std::vector<Text>& cells) const {
  std::vector<std::vector<Text>> lines;
  std::size_t height = 1;
  for (std::size_t i = band.first; i < band.first + band.count; ++i) {
    lines.push_back(cells[i].wrapped(widths[i]).lines());
    height = std::max(height, lines.back().size());
  }
  for (std::size_t at = 0; at < height; ++at) {
    Text line = Text::spaces(band.indent);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::size_t column = band.first + i;
      if (i > 0) line += Text::spaces(gap);
      line += padded(at < lines[i].size() ? lines[i][at] : Text(), widths[column],
                     columns_[column].align);
    }
    out += without_end(line) + "\n";
  }
}

Text Table::text(std::optional<std::size_t> width) const {
  const std::size_t limit = width.value_or(std::numeric_limits<std::size_t>::max());
  Widths widths = natural_widths();
  Widths least;
  for (std::size_t i = 0; i < widths.size(); ++i) least.push_back(least_width(i, widths[i]));
  const std::vector<Band> all = bands(least, limit);
  for (const Band& band : all) fit(band, widths, least, limit);
  std::vector<Text> headings;
  for (const Column& column : columns_) {
    headings.emplace_back(column.heading, Tone::heading);
  }
  Text out;
  for (const Band& band : all) write(out, band, widths, headings);
  for (const Row& row : rows_) {
    for (const Band& band : all) write(out, band, widths, row.cells);
    for (const Text& line : row.note.lines()) out += Text::spaces(indent) + line + "\n";
  }
  return out;
}

}  // namespace nightjar::console
