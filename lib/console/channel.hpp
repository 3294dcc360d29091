#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace nightjar::console {

/// When text is coloured: `automatic` means on a terminal that supports it, unless NO_COLOR is set.
enum class Color { automatic, always, never };

/// Standard output or standard error.
class Channel {
 public:
  explicit Channel(int descriptor);

  /// Writes all of it, unchanged. What cannot be written is lost, and the loss is recorded.
  void write(std::string_view bytes);
  /// Why something was lost, in words; nothing if everything was written. If the reader closes the
  /// pipe, as `head` does, it has what it wanted: that is not a loss.
  [[nodiscard]] const std::optional<std::string>& loss() const { return loss_; }

  [[nodiscard]] bool is_terminal() const { return is_terminal_; }
  /// Whether the cursor can be moved: TERM names a terminal other than `dumb`.
  [[nodiscard]] bool moves_cursor() const;
  [[nodiscard]] bool has_color(Color wish) const;
  /// The number of columns: of the terminal; else COLUMNS; else 80 on a terminal, and no limit in a
  /// file or pipe, whose reader expects unbroken lines.
  [[nodiscard]] std::optional<std::size_t> width() const;

 private:
  int descriptor_;
  bool is_terminal_;
  std::optional<std::string> loss_;
  bool reader_left_ = false;
};

/// Ensures that standard input, output and error are open, since otherwise a file that is opened
/// later would take the number of a closed one and receive its output; and that a closed pipe does
/// not kill the program. To be called once, before any file is opened.
void prepare_channels();

}  // namespace nightjar::console
