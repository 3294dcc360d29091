#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"

namespace nightjar::daemon {

enum class Align { left, right };

/// A table of text for people: a line of headings, then the rows, columns as wide as they need.
class Table {
 public:
  struct Column {
    std::string heading;
    Align align = Align::left;
  };

  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}
  /// `note` stands on a line of its own beneath the row, unless it is empty.
  void add(std::vector<std::string> cells, std::string note = {}) {
    rows_.push_back({std::move(cells), std::move(note)});
  }
  [[nodiscard]] std::string text() const;

 private:
  struct Row {
    std::vector<std::string> cells;
    std::string note;
  };

  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

/// 1234567 as `1,234,567`.
std::string with_commas(std::uint64_t number);
/// 5242880 as `5.0 MiB`.
std::string bytes_text(std::uint64_t bytes);
/// An instant as PostgreSQL writes it in a session of ours, without the zone, which is UTC, and
/// without fractions: `2021-12-17 10:49:40`.
std::string utc_text(std::string_view instant);
std::string utc_text(Instant instant);
/// A text on one line of at most `width` columns; `…` ends it where it had to be cut.
std::string shortened(std::string_view text, std::size_t width);

}  // namespace nightjar::daemon
