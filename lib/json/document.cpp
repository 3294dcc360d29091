#include "json/document.hpp"

#include <cmath>

namespace nightjar::json {

std::string dump(const Document& document) {
  constexpr int one_line = -1;
  return document.dump(one_line, ' ', false, Document::error_handler_t::replace);
}

Document seconds(double duration) {
  constexpr double milliseconds = 1000;
  return std::round(duration * milliseconds) / milliseconds;
}

Document instant_or_null(const std::optional<Instant>& instant) {
  return instant ? Document(to_string(*instant)) : Document();
}

Document text_or_null(const std::string& text) {
  return text.empty() ? Document() : Document(text);
}

}  // namespace nightjar::json
