#include "feed/flaw.hpp"

#include <array>

namespace nightjar::feed {

std::string_view name_of(Reason reason) {
  constexpr std::array<std::string_view, 7> names{"malformed",    "missing_key",  "wrong_type",
                                                  "out_of_range", "invalid_text", "too_long",
                                                  "duplicate_key"};
  return names[static_cast<std::size_t>(reason)];
}

}  // namespace nightjar::feed
