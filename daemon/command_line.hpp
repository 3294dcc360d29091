#pragma once

namespace nightjar::daemon {

/// All of `nightjar`: reads the command line, whose passwords it covers in `argv`, and runs the
/// command it names. Returns what the shell gets.
int nightjar_main(int argc, char** argv);

}  // namespace nightjar::daemon
