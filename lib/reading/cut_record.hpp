#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "feed/definition.hpp"

namespace nightjar::reading {

/// Decides whether a file's last line, which has no line end, is only the beginning of a record:
/// the rest was not written, or did not arrive.
class CutRecord {
 public:
  explicit CutRecord(const feed::Definition& feed);

  /// What there is of the last record, and what there should be: `2 of 3 fields`. Empty if it may
  /// be whole: a CSV's record has as many fields as the file's first, and a fixed-width record all
  /// columns, or no less than the first.
  [[nodiscard]] std::string missing(std::string_view first, std::string_view last) const;

 private:
  [[nodiscard]] std::size_t size_of(std::string_view record) const;
  [[nodiscard]] std::size_t wanted(std::string_view first) const;

  bool has_fields_;
  bool is_utf8_;
  csv::Dialect dialect_;
  std::size_t last_character_;  ///< that a column has
};

}  // namespace nightjar::reading
