#include "console/text.hpp"

#include <algorithm>
#include <array>
#include <cwchar>

#include "base/printable.hpp"
#include "base/utf8_locale.hpp"

namespace nightjar::console {
namespace {

constexpr std::size_t none = std::string::npos;

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80; }

std::size_t length_of_first(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && !begins_character(text[length])) ++length;
  return length;
}

/// Two for an East Asian character, none for a combining accent. wcwidth() and mbrtowc() depend on
/// the locale.
std::size_t width_of_character(std::string_view bytes) {
  if (bytes.size() == 1) return 1;
  const Utf8Locale locale;
  std::mbstate_t state{};
  wchar_t character = 0;
  if (std::mbrtowc(&character, bytes.data(), bytes.size(), &state) > bytes.size()) return 1;
  const int width = ::wcwidth(character);
  return width < 0 ? 1 : static_cast<std::size_t>(width);
}

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const std::size_t length = length_of_first(text);
    width += width_of_character(text.substr(0, length));
    text.remove_prefix(length);
  }
  return width;
}

/// How many bytes of the text fit into that many columns.
std::size_t bytes_in(std::string_view text, std::size_t columns) {
  std::size_t bytes = 0;
  std::size_t width = 0;
  while (bytes < text.size()) {
    const std::size_t length = length_of_first(text.substr(bytes));
    width += width_of_character(text.substr(bytes, length));
    if (width > columns) break;
    bytes += length;
  }
  return bytes;
}

std::string_view escape_of(Tone tone) {
  constexpr std::array<std::string_view, 6> escapes{"\033[0m",  "\033[1m",    "\033[32m",
                                                    "\033[33m", "\033[1;35m", "\033[1;31m"};
  return escapes[static_cast<std::size_t>(tone)];
}

}  // namespace

Text::Text(std::string_view text, Tone tone) : text_(printable(text)), tones_(text_.size(), tone) {}

Text Text::spaces(std::size_t count) { return {std::string(count, ' ')}; }

Text Text::on_one_line() const {
  Text line = *this;
  std::replace(line.text_.begin(), line.text_.end(), '\n', ' ');
  return line;
}

Text& Text::operator+=(const Text& more) {
  text_ += more.text_;
  tones_.insert(tones_.end(), more.tones_.begin(), more.tones_.end());
  return *this;
}

std::string Text::colored() const {
  std::string result;
  Tone tone = Tone::plain;
  for (std::size_t i = 0; i < text_.size(); ++i) {
    const Tone wanted = text_[i] == '\n' ? Tone::plain : tones_[i];
    if (wanted != tone && tone != Tone::plain) result += escape_of(Tone::plain);
    if (wanted != tone && wanted != Tone::plain) result += escape_of(wanted);
    tone = wanted;
    result += text_[i];
  }
  if (tone != Tone::plain) result += escape_of(Tone::plain);
  return result;
}

std::size_t Text::width() const { return width_of(text_); }

Text Text::part(std::size_t from, std::size_t bytes) const {
  Text result;
  result.text_ = text_.substr(from, bytes);
  const auto begin = tones_.begin() + static_cast<std::ptrdiff_t>(from);
  result.tones_.assign(begin, begin + static_cast<std::ptrdiff_t>(result.text_.size()));
  return result;
}

std::vector<Text> Text::lines() const {
  std::vector<Text> result;
  for (std::size_t begin = 0; begin < text_.size();) {
    const std::size_t end = std::min(text_.find('\n', begin), text_.size());
    result.push_back(part(begin, end - begin));
    begin = end + 1;
  }
  return result;
}

namespace {

/// Where to break a line that is too wide: at a space, or within a word.
std::size_t break_of(const std::string& text, std::size_t indent, std::size_t columns) {
  const std::size_t fits = std::max(bytes_in(text, columns), indent + 1);
  const std::size_t space = text.rfind(' ', fits);
  if (space != none && space > indent) return space;
  return fits;
}

Text wrapped_line(Text line, std::size_t columns) {
  const std::size_t begin = std::min(line.str().find_first_not_of(' '), line.str().size());
  const std::size_t indent = begin < columns / 2 ? begin : 0;
  Text result;
  while (line.width() > columns) {
    const std::size_t end = break_of(line.str(), indent, columns);
    const std::size_t rest = line.str().find_first_not_of(' ', end);
    result += line.part(0, end);
    if (rest == none) return result;
    result += "\n";
    line = Text::spaces(indent) + line.part(rest, none);
  }
  return result += line;
}

}  // namespace

Text Text::wrapped(std::size_t columns) const {
  Text result;
  for (const Text& line : lines()) {
    result += wrapped_line(line, columns);
    result += "\n";
  }
  const bool is_ended = text_.empty() || text_.back() == '\n';
  return is_ended ? result : result.part(0, result.text_.size() - 1);
}

Text shortened(std::string_view text, std::size_t columns) {
  const Text whole = Text(text).on_one_line();
  if (whole.width() <= columns) return whole;
  return whole.part(0, bytes_in(whole.str(), columns - 1)) + "…";
}

}  // namespace nightjar::console
