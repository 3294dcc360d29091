#include "feed/violation.hpp"

#include <array>

namespace nightjar::feed {
namespace {

constexpr std::array<std::string_view, 7> names{"malformed",    "missing_key",  "wrong_type",
                                                "out_of_range", "invalid_text", "too_long",
                                                "duplicate_key"};

}  // namespace

std::string_view name_of(Reason reason) { return names[static_cast<std::size_t>(reason)]; }

std::span<const std::string_view> names_of_reasons() { return names; }

Violation duplicate_key() {
  return {Reason::duplicate_key, "an earlier record of the dump has this key with other values"};
}

}  // namespace nightjar::feed
