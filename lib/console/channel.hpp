#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace nightjar::console {

/// When words have colours: `automatic` is on a terminal that has them, unless NO_COLOR is set.
enum class Color { automatic, always, never };

/// Standard output or standard error.
class Channel {
 public:
  explicit Channel(int descriptor);

  /// Writes all of it, as it is. What cannot be written is lost, and noted.
  void write(std::string_view bytes);
  /// Why something was lost, in words; nothing where all was written. A reader who has hung up, as
  /// `head` does, has had what he wanted: that loses nothing.
  [[nodiscard]] const std::optional<std::string>& loss() const { return loss_; }

  [[nodiscard]] bool is_terminal() const { return is_terminal_; }
  /// Whether the cursor can be moved: TERM names a terminal that is not `dumb`.
  [[nodiscard]] bool moves_cursor() const;
  [[nodiscard]] bool has_color(Color wish) const;
  /// How many columns there are: of the terminal; else what COLUMNS says; else 80 on a terminal,
  /// and no limit in a file or pipe, whose reader wants whole lines.
  [[nodiscard]] std::optional<std::size_t> width() const;

 private:
  int descriptor_;
  bool is_terminal_;
  std::optional<std::string> loss_;
  bool reader_left_ = false;
};

/// Sees to it that standard input, output and error are open, as what is opened later would take
/// the place of one that is not, and get its words; and that a reader who hangs up ends no program.
/// Once, before any file is opened.
void prepare_channels();

}  // namespace nightjar::console
