#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "postgres/binary.hpp"

namespace nightjar::feed {

/// A typed row: each column's value in PostgreSQL's binary format, ready for COPY, or null. It can
/// be filled repeatedly without allocating.
class Row {
 public:
  /// Removes all columns.
  void clear() {
    wire_.clear();
    starts_.clear();
  }
  /// Appends a column: null.
  void append_null() { begin_column(-1, 0); }
  /// Appends a column: its value in PostgreSQL's binary format.
  void append(std::string_view value) {
    char* const begin = begin_column(static_cast<std::int32_t>(value.size()), value.size());
    if (!value.empty()) std::memcpy(begin, value.data(), value.size());
  }
  /// The same, or null.
  void append_nullable(const std::optional<std::string_view>& value) {
    if (value) {
      append(*value);
    } else {
      append_null();
    }
  }
  /// The same for a number.
  template <class Integer>
  void append_integer(Integer value) {
    const auto bytes = postgres::wire_bytes(value);
    append({bytes.data(), bytes.size()});
  }
  /// Sets all columns at once, from a row of COPY.
  void assign(std::string_view wire, std::size_t columns);

  [[nodiscard]] std::size_t columns() const { return starts_.size(); }
  /// Nothing if the column is null. The view is valid until the row is changed.
  [[nodiscard]] std::optional<std::string_view> field(std::size_t column) const {
    auto value = field_with_length(column);
    if (value) value->remove_prefix(sizeof(std::int32_t));
    return value;
  }
  /// The same with its length, as in wire().
  [[nodiscard]] std::optional<std::string_view> field_with_length(std::size_t column) const {
    const std::string_view rest = wire().substr(starts_[column]);
    const auto length = postgres::read_int32(rest);
    if (length < 0) return std::nullopt;
    return rest.substr(0, sizeof length + static_cast<std::size_t>(length));
  }
  /// All columns, each preceded by its 32-bit length (-1: null): the body of a COPY tuple.
  [[nodiscard]] std::string_view wire() const { return wire_.view(); }

 private:
  /// Returns the space for the value, which follows its length.
  char* begin_column(std::int32_t length, std::size_t bytes) {
    starts_.push_back(wire_.size());
    const auto prefix = postgres::wire_bytes(length);
    char* const begin = wire_.extend(prefix.size() + bytes);
    std::memcpy(begin, prefix.data(), prefix.size());
    return begin + prefix.size();
  }

  Bytes wire_;
  std::vector<std::size_t> starts_;
};

}  // namespace nightjar::feed
