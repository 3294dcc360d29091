#include "console/console.hpp"

#include <algorithm>
#include <iostream>

#include <unistd.h>

#include "base/format.hpp"
#include "base/printable.hpp"
#include "console/words.hpp"

namespace nightjar::console {
namespace {

constexpr std::string_view erase_line = "\r\033[K";
constexpr std::size_t least_heading = 8;

}  // namespace

Console::Console(Output output) : form_(output), output_(STDOUT_FILENO), errors_(STDERR_FILENO) {}

Console::~Console() { end_progress(); }

void Console::write(Channel& channel, const Text& text) {
  end_progress();
  const auto width = channel.width();
  const Text fitting = width ? text.wrapped(*width) : text;
  channel.write(channel.has_color(color_) ? fitting.colored() : fitting.str());
}

void Console::say(const Text& text) { write(output_, text); }

void Console::tell(const Text& text) { write(errors_, text); }

void Console::notice(std::string_view sentence) {
  tell(fmt::format("nightjar: notice: {}\n", sentence));
}

void Console::document(std::string_view text) {
  end_progress();
  output_.write(output_.is_terminal() ? printable(text) : std::string(text));
}

void Console::answer(std::string_view json) {
  end_progress();
  output_.write(printable_json(json) + "\n");
}

void Console::complain(const Error& error) {
  Text text = Text("nightjar: ", Tone::failed) + indented(error.what(), 2) + "\n";
  if (!error.remedy().empty()) {
    text += fmt::format("  what to do: {}\n", indented(error.remedy(), 4));
  }
  tell(text);
}

bool Console::can_ask() const {
  return output_.is_terminal() && errors_.is_terminal() && ::isatty(STDIN_FILENO) == 1;
}

bool Console::ask(const Text& question) {
  tell(question + " [y/N] ");
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "y" || answer == "Y" || answer == "yes";
}

/// The last column stays free: a cursor beyond it would move to the next line.
std::size_t Console::progress_width() const { return errors_.width().value_or(80) - 1; }

void Console::progress(std::string_view heading, std::string_view rest) {
  if (!errors_.is_terminal()) return;
  const Text end = Text(rest).on_one_line();
  const std::size_t columns = progress_width();
  const std::size_t room = columns - std::min(end.width(), columns - least_heading);
  const Text line = shortened((shortened(heading, room) + end).str(), columns);
  errors_.write(errors_.moves_cursor() ? std::string(erase_line) + line.str() : line.str() + "\n");
  shows_progress_ = errors_.moves_cursor();
}

void Console::end_progress() {
  if (!shows_progress_) return;
  errors_.write(erase_line);
  shows_progress_ = false;
}

std::optional<Error> Console::loss() const {
  if (!output_.loss()) return std::nullopt;
  return Error(fmt::format("standard output: the answer cannot be written: {}", *output_.loss()),
               "write it to a file, pipe or terminal that has room, and run the command again");
}

}  // namespace nightjar::console
