#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feed/definition.hpp"

namespace nightjar::feed {

/// The values that a column reads as null (Column::null_if), prepared for look-ups.
class NullValues {
 public:
  explicit NullValues(const Column& column);

  /// Whether the value, as the vendor wrote it, is read as null.
  [[nodiscard]] bool contain(std::string_view text) const {
    return !texts_.empty() && (is_listed(text) || is_listed_number(text));
  }

 private:
  [[nodiscard]] bool is_listed(std::string_view text) const;
  [[nodiscard]] std::string compared(std::string_view text) const;
  [[nodiscard]] bool is_listed_number(std::string_view text) const;

  ValueForm form_;
  std::vector<std::string> texts_;    ///< in the form in which they are compared
  std::vector<std::string> numbers_;  ///< of a column of numbers: the same in binary format
};

}  // namespace nightjar::feed
