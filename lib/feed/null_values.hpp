#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feed/definition.hpp"

namespace nightjar::feed {

/// The values that a column passes over (Column::null_if), ready for looking values up.
class NullValues {
 public:
  explicit NullValues(const Column& column);

  /// Whether the value, as the vendor wrote it, is passed over.
  [[nodiscard]] bool contain(std::string_view text) const {
    return !texts_.empty() && (is_listed(text) || is_listed_number(text));
  }

 private:
  [[nodiscard]] bool is_listed(std::string_view text) const;
  [[nodiscard]] bool is_listed_number(std::string_view text) const;

  std::vector<std::string> texts_;
  std::vector<std::string> numbers_;  ///< of a column of numbers: the same in binary form
};

}  // namespace nightjar::feed
