#include "program.hpp"

#include <algorithm>
#include <string_view>

#include "base/format.hpp"
#include "json/document.hpp"
#include "version.hpp"

namespace nightjar::daemon {
namespace {

using console::Console;
using console::Output;

void say_version(Console& console, const std::string& program) {
  if (console.output() == Output::text)
    return console.say(fmt::format("{} {}\n", program, version));
  console.answer(json::dump(json::Document{{"program", program}, {"version", version}}));
}

}  // namespace

void add_version(CLI::App& app) {
  app.set_version_flag("--version", std::string(version), "print the version");
}

Error error_of(const std::exception& failure) {
  if (const auto* error = dynamic_cast<const Error*>(&failure)) return *error;
  return Error(failure.what(), "this is a bug in the program: report the complete message");
}

void complain(Console& console, const Error& error) {
  console.complain(error);
  if (console.output() == Output::text) return;
  console.answer(json::dump(json::Document{{"error", error.what()}, {"remedy", error.remedy()}}));
}

ExitCode answer(Console& console, const CLI::App& app, const CLI::ParseError& end,
                const UsageError& slip) {
  if (end.get_exit_code() != 0) {
    complain(console, slip);
    return ExitCode::usage;
  }
  if (end.get_name() == "CallForVersion") {
    say_version(console, app.get_name());
  } else {
    console.say(app.help());
  }
  return ExitCode::done;
}

int guarded(int argc, char** argv, const std::function<ExitCode(Console&)>& program) {
  console::prepare_channels();
  const bool wants_json =
      std::any_of(argv, argv + argc, [](std::string_view word) { return word == "--json"; });
  Console console(wants_json ? Output::json : Output::text);
  try {
    return static_cast<int>(program(console));
  } catch (const std::exception& failure) {
    complain(console, error_of(failure));
  }
  return static_cast<int>(ExitCode::failed);
}

}  // namespace nightjar::daemon
