#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace nightjar::console {

/// The meaning of text, for terminals that have colours.
enum class Tone { plain, heading, healthy, late, held, failed };

/// Text for people. All of its parts have been made printable(), so no text can control a terminal.
class Text {
 public:
  Text() = default;
  /// Line breaks are kept.
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
  /// The number of columns that it takes on a terminal, if it is one line.
  [[nodiscard]] std::size_t width() const;
  [[nodiscard]] Text part(std::size_t from, std::size_t bytes) const;
  /// Wrapped to `width` columns: between words, and within a word only if the word is longer than a
  /// line. Continuation lines have the indentation of the line's beginning.
  [[nodiscard]] Text wrapped(std::size_t columns) const;
  [[nodiscard]] std::vector<Text> lines() const;
  /// With spaces instead of line breaks.
  [[nodiscard]] Text on_one_line() const;

 private:
  std::string text_;
  std::vector<Tone> tones_;  ///< of each byte
};

/// A text on one line of at most `columns`; `…` at its end if it was cut.
Text shortened(std::string_view text, std::size_t columns);

}  // namespace nightjar::console
