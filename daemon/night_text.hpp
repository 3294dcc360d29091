#pragma once

#include <cstddef>
#include <optional>

#include "console/text.hpp"
#include "ledger/run_detail.hpp"

namespace nightjar::daemon {

/// A complete night, and what to do about it.
console::Text text_of(const ledger::RunDetail& night, std::optional<std::size_t> width);

}  // namespace nightjar::daemon
