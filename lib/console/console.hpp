#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "console/channel.hpp"
#include "console/text.hpp"

namespace nightjar::console {

/// How a program answers on standard output.
enum class Output { text, json };

/// The one way by which words leave a program: nothing else writes to standard output or standard
/// error, but for the log of the daemon. Text for people is safe to show, broken at the width of
/// the terminal, and coloured where that is wanted. Never throws. For one thread.
class Console {
 public:
  explicit Console(Output output = Output::text);
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  void set_color(Color wish) { color_ = wish; }
  [[nodiscard]] Output output() const { return form_; }

  /// For people, on standard output.
  void say(const Text& text);
  /// For a file, on standard output: SQL, YAML, CSV. Byte for byte as it is, but on a terminal.
  void document(std::string_view text);
  /// One JSON text for programs, as a line of standard output.
  void answer(std::string_view json);
  /// For people, on standard error.
  void tell(const Text& text);
  /// A failure and what to do about it, on standard error.
  void complain(const Error& error);

  /// Whether a person sits at a terminal, to read a question and answer it.
  [[nodiscard]] bool can_ask() const;
  /// Asks on standard error; only `y` or `yes` on standard input is a yes.
  bool ask(const Text& question);

  /// Shows a line in place of the one before, on a terminal; one after the other where the cursor
  /// cannot be moved; nothing where standard error is no terminal. `heading` gives way where the
  /// line is too long.
  void progress(std::string_view heading, std::string_view rest = {});
  void end_progress();
  /// Whether lines replace each other, so that many of them may come.
  [[nodiscard]] bool progress_moves() const { return errors_.moves_cursor(); }
  /// How many columns a line of progress can take.
  [[nodiscard]] std::size_t progress_width() const;

  /// How wide tables for standard output may be; nothing where there is no limit.
  [[nodiscard]] std::optional<std::size_t> width() const { return output_.width(); }
  /// Why an answer did not get out through standard output; nothing where it did.
  [[nodiscard]] std::optional<Error> loss() const;

 private:
  void write(Channel& channel, const Text& text);

  Output form_;
  Channel output_;
  Channel errors_;
  Color color_ = Color::automatic;
  bool shows_progress_ = false;
};

}  // namespace nightjar::console
