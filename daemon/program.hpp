#pragma once

#include <functional>
#include <string>

#include <CLI/CLI.hpp>

#include "base/error.hpp"
#include "commands.hpp"
#include "console/console.hpp"

namespace nightjar::daemon {

/// Adds --version to a program or a command.
void add_version(CLI::App& app);

/// What was thrown, as an Error: what is none of ours is a fault of the program.
Error error_of(const std::exception& failure);

/// Tells a failure on standard error; in JSON on standard output too.
void complain(console::Console& console, const Error& error);

/// Answers what ended the reading of a command line: --help, --version, or a slip in it, told as
/// `slip`.
ExitCode answer(console::Console& console, const CLI::App& app, const CLI::ParseError& end,
                const UsageError& slip);

/// Runs a whole program, which answers in JSON where its command line says --json. However it
/// ends, an abort is none of the ways.
int guarded(int argc, char** argv, const std::function<ExitCode(console::Console&)>& program);

}  // namespace nightjar::daemon
