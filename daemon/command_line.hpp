#pragma once

#include "commands.hpp"

namespace nightjar::daemon {

/// All of `nightjar`: reads the command line, whose passwords it covers in `argv`, and runs the
/// command it names. Returns what the shell gets.
ExitCode nightjar_program(int argc, char** argv, Console& console);

}  // namespace nightjar::daemon
