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

/// Any exception as an Error: one that is not ours is a bug in the program.
Error error_of(const std::exception& failure);

/// Prints a failure to standard error; with JSON to standard output as well.
void complain(console::Console& console, const Error& error);

/// Answers after the parsing of a command line ended early: --help, --version, or an error in it,
/// printed as `slip`.
ExitCode answer(console::Console& console, const CLI::App& app, const CLI::ParseError& end,
                const UsageError& slip);

/// Runs a complete program, which answers in JSON if its command line has --json. It never aborts.
int guarded(int argc, char** argv, const std::function<ExitCode(console::Console&)>& program);

}  // namespace nightjar::daemon
