#pragma once

namespace nightjar::daemon {

/// All of `nightjard`: reads the command line and keeps the schedule until it is told to stop.
/// Blocks the signals it answers to in the calling thread, which must be the only one.
int nightjard_main(int argc, char** argv);

}  // namespace nightjar::daemon
