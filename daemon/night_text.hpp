#pragma once

#include <cstddef>
#include <optional>

#include "console/text.hpp"
#include "health/night.hpp"

namespace nightjar::daemon {

/// A night whole, and what to do about it.
console::Text text_of(const health::NightDetail& night, std::optional<std::size_t> width);

}  // namespace nightjar::daemon
