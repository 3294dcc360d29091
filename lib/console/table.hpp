#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "console/text.hpp"

namespace nightjar::console {

enum class Align { left, right };

/// A table for people: a heading row, then the rows.
class Table {
 public:
  struct Column {
    std::string heading;
    Align align = Align::left;
    bool wraps = false;  ///< whether its cells may continue on a second line
  };

  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}
  /// `note` is printed below the row, indented, unless it is empty.
  void add(std::vector<Text> cells, Text note = {});
  /// As wide as its cells if they fit into `width` columns or there is no limit. Otherwise the
  /// cells of columns that may wrap are wrapped, and if that is not enough the last columns of each
  /// row are printed below its first ones, indented. Nothing is left out.
  [[nodiscard]] Text text(std::optional<std::size_t> width) const;

 private:
  struct Row {
    std::vector<Text> cells;
    Text note;
  };
  /// Columns that are printed next to each other.
  struct Band {
    std::size_t first = 0;
    std::size_t count = 0;
    std::size_t indent = 0;
  };
  using Widths = std::vector<std::size_t>;

  [[nodiscard]] Widths natural_widths() const;
  [[nodiscard]] std::size_t least_width(std::size_t column, std::size_t natural) const;
  [[nodiscard]] std::vector<Band> bands(const Widths& widths, std::size_t width) const;
  void fit(const Band& band, Widths& widths, const Widths& least, std::size_t width) const;
  void write(Text& out, const Band& band, const Widths& widths,
             const std::vector<Text>& cells) const;

  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

}  // namespace nightjar::console
