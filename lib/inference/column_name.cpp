#include "inference/column_name.hpp"

#include <array>
#include <set>

#include "base/ascii.hpp"
#include "base/format.hpp"
#include "base/utf8.hpp"
#include "config/identifier.hpp"

namespace nightjar::inference {
namespace {

/// The letters U+00C0 to U+00FF in ASCII; a blank is none.
constexpr std::array<std::string_view, 64> latin_letters{
    "a", "a", "a", "a", "ae", "a", "ae", "c", "e", "e", "e", "e", "i",  "i", "i",  "i",
    "d", "n", "o", "o", "o",  "o", "oe", " ", "o", "u", "u", "u", "ue", "y", "th", "ss",
    "a", "a", "a", "a", "ae", "a", "ae", "c", "e", "e", "e", "e", "i",  "i", "i",  "i",
    "d", "n", "o", "o", "o",  "o", "oe", " ", "o", "u", "u", "u", "ue", "y", "th", "y"};

/// Of a character beyond ASCII.
std::string_view in_ascii(std::string_view character) {
  const bool is_latin = character.size() == 2 && character[0] == '\xc3';
  return is_latin ? latin_letters[static_cast<unsigned char>(character[1]) - 0x80U] : " ";
}

/// The words of a label, each in its letters of ASCII; what separates them is a blank.
std::string in_words(std::string_view label) {
  std::string words;
  char before = ' ';
  while (!label.empty()) {
    const std::size_t length = std::max<std::size_t>(character_length(label), 1);
    const char c = label.front();
    const bool is_capital = c >= 'A' && c <= 'Z';
    const bool ends_capitals = is_capital && label.size() > 1 && label[1] >= 'a' &&
                               label[1] <= 'z' && before >= 'A' && before <= 'Z';
    const bool begins_word = is_capital && (is_digit(before) || (before >= 'a' && before <= 'z'));
    if (begins_word || ends_capitals) words += ' ';
    if (length > 1) {
      words += in_ascii(label.substr(0, length));
    } else {
      words += is_letter(c) || is_digit(c) ? lowered(c) : ' ';
    }
    before = c;
    label.remove_prefix(length);
  }
  return words;
}

std::string snake_case(std::string_view label) {
  std::string name;
  for (const char c : in_words(label)) {
    if (c != ' ') {
      name += c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  while (name.ends_with('_')) name.pop_back();
  return name;
}

std::string cut(std::string name, std::size_t length) {
  name.resize(std::min(name.size(), length));
  while (name.ends_with('_')) name.pop_back();
  return name;
}

std::string name_for(const std::string& label, std::size_t position) {
  std::string name = snake_case(label);
  if (name.empty()) name = fmt::format("column_{}", position);
  if (is_digit(name.front())) name = "column_" + name;
  name = cut(std::move(name), config::max_identifier_bytes);
  return config::is_free_column(name) ? name : cut("vendor_" + name, config::max_identifier_bytes);
}

}  // namespace

std::vector<std::string> column_names(const std::vector<std::string>& labels) {
  std::vector<std::string> names;
  std::set<std::string> given;
  for (const std::string& label : labels) {
    const std::string first = name_for(label, names.size() + 1);
    std::string name = first;
    for (int number = 2; !given.insert(name).second; ++number) {
      const std::string suffix = fmt::format("_{}", number);
      name = cut(first, config::max_identifier_bytes - suffix.size()) + suffix;
    }
    names.push_back(name);
  }
  return names;
}

}  // namespace nightjar::inference
