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

/// The only way by which a program prints: nothing else writes to standard output or standard
/// error, except the log of the daemon. Text for people is printable, wrapped to the width of the
/// terminal, and coloured if wanted. Never throws. For one thread.
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
  /// The content of a file, on standard output: SQL, YAML, CSV. Unchanged byte for byte, except on
  /// a terminal.
  void document(std::string_view text);
  /// One JSON text for programs, as one line of standard output.
  void answer(std::string_view json);
  /// For people, on standard error.
  void tell(const Text& text);
  /// Something that a person should know and that is no failure, on standard error. The line break
  /// at the end is added.
  void notice(std::string_view sentence);
  /// A failure and what to do about it, on standard error.
  void complain(const Error& error);

  /// Whether a person at a terminal can read a question and answer it.
  [[nodiscard]] bool can_ask() const;
  /// Asks on standard error; only `y` or `yes` on standard input is a yes.
  bool ask(const Text& question);

  /// On a terminal, replaces the previous line of progress; prints one line after the other if the
  /// cursor cannot be moved; prints nothing if standard error is not a terminal. If the line is too
  /// long, `heading` is left out.
  void progress(std::string_view heading, std::string_view rest = {});
  void end_progress();
  /// Whether lines replace each other, so that they may be frequent.
  [[nodiscard]] bool progress_moves() const { return errors_.moves_cursor(); }
  /// The number of columns for a line of progress.
  [[nodiscard]] std::size_t progress_width() const;

  /// The width for tables on standard output; nothing if there is no limit.
  [[nodiscard]] std::optional<std::size_t> width() const { return output_.width(); }
  /// Why an answer could not be written to standard output; nothing if it was.
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
