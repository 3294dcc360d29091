#include "feed/null_values.hpp"

#include <algorithm>

#include "feed/numeric.hpp"

namespace nightjar::feed {

NullValues::NullValues(const Column& column) : texts_(column.null_if) {
  if (!traits_of(column.type).is_number) return;
  for (const std::string& text : texts_) {
    if (const auto number = numeric_from_text(text)) {
      numbers_.push_back(numeric_without_scale(*number));
    }
  }
}

bool NullValues::is_listed(std::string_view text) const {
  return std::find(texts_.begin(), texts_.end(), text) != texts_.end();
}

bool NullValues::is_listed_number(std::string_view text) const {
  if (numbers_.empty()) return false;
  const auto number = numeric_from_text(text);
  return number && std::find(numbers_.begin(), numbers_.end(), numeric_without_scale(*number)) !=
                       numbers_.end();
}

}  // namespace nightjar::feed
