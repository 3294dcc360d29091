#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nightjar::feed {

/// A typed row: each column's value in PostgreSQL's binary form, ready for COPY, or null. Made to
/// be filled again and again without allocating.
class Row {
 public:
  /// Forgets all columns.
  void clear();
  /// Takes one more column: null.
  void append_null();
  /// Takes one more column: its value in PostgreSQL's binary form.
  void append(std::string_view value);
  /// Takes all columns at once, from a row that COPY gave.
  void assign(std::string_view wire, std::size_t columns);

  [[nodiscard]] std::size_t columns() const { return starts_.size(); }
  /// Nothing where the column is null. The view lives until the row is changed.
  [[nodiscard]] std::optional<std::string_view> field(std::size_t column) const;
  /// All columns, each with its 32-bit length in front (-1: null): the body of a COPY tuple.
  [[nodiscard]] std::string_view wire() const { return wire_; }

 private:
  std::string wire_;
  std::vector<std::size_t> starts_;
};

}  // namespace nightjar::feed
