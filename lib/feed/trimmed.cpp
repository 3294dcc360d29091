#include "feed/trimmed.hpp"

namespace nightjar::feed {
namespace {

constexpr std::string_view white_space = " \t\r\n\v\f";
constexpr std::string_view no_break_space = "\xc2\xa0";

}  // namespace

std::string_view trimmed(std::string_view text) {
  for (std::size_t before = text.size() + 1; text.size() < before;) {
    before = text.size();
    const auto begin = text.find_first_not_of(white_space);
    if (begin == std::string_view::npos) return text.substr(text.size());
    text = text.substr(begin, text.find_last_not_of(white_space) - begin + 1);
    if (text.starts_with(no_break_space)) text.remove_prefix(no_break_space.size());
    if (text.ends_with(no_break_space)) text.remove_suffix(no_break_space.size());
  }
  return text;
}

}  // namespace nightjar::feed
