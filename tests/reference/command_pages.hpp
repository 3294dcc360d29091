#pragma once

#include <string>

namespace nightjar::support {

/// What is written from the description of nightjar's commands that --help uses.

/// The manual page nightjar(1), as Markdown for lowdown.
std::string command_manual();

std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

}  // namespace nightjar::support
