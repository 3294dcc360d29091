#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace nightjar::console {

/// What words mean, for terminals that have colours.
enum class Tone { plain, heading, healthy, late, held, failed };

/// Text for people. Whatever it is made of has been made printable(): no text acts on a terminal.
class Text {
 public:
  Text() = default;
  /// Line breaks stay.
  Text(std::string_view text, Tone tone = Tone::plain);
  Text(const std::string& text, Tone tone = Tone::plain) : Text(std::string_view(text), tone) {}
  Text(const char* text, Tone tone = Tone::plain) : Text(std::string_view(text), tone) {}

  static Text spaces(std::size_t count);

  Text& operator+=(const Text& more);
  friend Text operator+(Text first, const Text& second) { return first += second; }

  [[nodiscard]] bool empty() const { return text_.empty(); }
  /// Without colours.
  [[nodiscard]] const std::string& str() const { return text_; }
  /// With the escape sequences of colours.
  [[nodiscard]] std::string colored() const;
  /// How many columns of a terminal it takes, if it is one line.
  [[nodiscard]] std::size_t width() const;
  [[nodiscard]] Text part(std::size_t from, std::size_t bytes) const;
  /// With no line longer than so many columns: broken between words, within one only if it is
  /// longer by itself. What follows a break is indented like the line's beginning.
  [[nodiscard]] Text wrapped(std::size_t columns) const;
  [[nodiscard]] std::vector<Text> lines() const;
  /// With spaces for its line breaks.
  [[nodiscard]] Text on_one_line() const;

 private:
  std::string text_;
  std::vector<Tone> tones_;  ///< of each byte
};

/// A text on one line of at most `columns`; `…` ends it where it had to be cut.
Text shortened(std::string_view text, std::size_t columns);

}  // namespace nightjar::console
