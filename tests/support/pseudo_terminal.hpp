#pragma once

#include <string_view>

#include "support/process.hpp"

namespace nightjar::support {

/// Runs a program to its end on a terminal of this width, as its standard input, output and error.
/// The outcome's output is everything that the terminal received, including what a person types.
Outcome run_on_terminal(const Command& command, int columns, std::string_view typed = {});

}  // namespace nightjar::support
