#pragma once

#include <string_view>

#include "support/process.hpp"

namespace nightjar::support {

/// Runs a program to its end on a terminal of so many columns, as its standard input, output and
/// error. The outcome's output is all that the terminal got, what a person types included.
Outcome run_on_terminal(const Command& command, int columns, std::string_view typed = {});

}  // namespace nightjar::support
