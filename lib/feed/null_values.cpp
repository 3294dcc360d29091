#include "feed/null_values.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "feed/number_form.hpp"
#include "feed/numeric.hpp"

namespace nightjar::feed {

NullValues::NullValues(const Column& column) : form_(column.form) {
  for (const std::string& text : column.null_if) texts_.push_back(compared(text));
  if (!traits_of(column.type).is_number) return;
  for (const std::string& text : column.null_if) {
    if (const auto number = numeric_from_text(text)) {
      numbers_.push_back(numeric_without_scale(*number));
    }
  }
}

/// The text without what makes no difference.
std::string NullValues::compared(std::string_view text) const {
  std::string rest;
  for (const char c : text) {
    if (form_.null_ignores_spaces && c == ' ') continue;
    rest += form_.null_ignores_case ? lowered(c) : c;
  }
  return rest;
}

bool NullValues::is_listed(std::string_view text) const {
  if (form_.null_ignores_case || form_.null_ignores_spaces) {
    return std::find(texts_.begin(), texts_.end(), compared(text)) != texts_.end();
  }
  return std::find(texts_.begin(), texts_.end(), text) != texts_.end();
}

bool NullValues::is_listed_number(std::string_view text) const {
  if (numbers_.empty()) return false;
  const auto digits = has_number_form(form_) ? plain_number(form_, text) : std::string(text);
  const auto number = digits ? numeric_from_text(*digits) : std::nullopt;
  return number && std::find(numbers_.begin(), numbers_.end(), numeric_without_scale(*number)) !=
                       numbers_.end();
}

}  // namespace nightjar::feed
