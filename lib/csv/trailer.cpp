#include "csv/trailer.hpp"

#include <charconv>
#include <cstddef>

#include "base/ascii.hpp"

namespace nightjar::csv {
namespace {

constexpr std::string_view count_mark = "{records}";

/// Takes what the front of the pattern stands for off both; false if the text does not begin so.
bool take(std::string_view& pattern, std::string_view& text, Trailer::Match& match) {
  if (!pattern.starts_with(count_mark)) {
    if (text.empty() || pattern.front() != text.front()) return false;
    pattern.remove_prefix(1);
    text.remove_prefix(1);
    return true;
  }
  const std::size_t digits = digits_in_front(text);
  std::uint64_t records = 0;
  if (std::from_chars(text.data(), text.data() + digits, records).ec != std::errc()) return false;
  match.records = records;
  pattern.remove_prefix(count_mark.size());
  text.remove_prefix(digits);
  return true;
}

}  // namespace

std::optional<Trailer::Match> Trailer::match(std::string_view record) const {
  std::string_view pattern = pattern_;
  std::string_view after_star;           // the pattern after its newest `*`
  std::optional<std::string_view> rest;  // the text that this `*` has not taken yet
  Match match;
  while (!pattern.empty() || !record.empty()) {
    if (pattern.starts_with('*')) {
      pattern.remove_prefix(1);
      after_star = pattern;
      rest = record;
    } else if (pattern.empty() || !take(pattern, record, match)) {
      if (!rest || rest->empty()) return std::nullopt;
      rest->remove_prefix(1);
      pattern = after_star;
      record = *rest;
    }
  }
  return match;
}

std::string fault_of_trailer(std::string_view pattern) {
  if (pattern.find_first_not_of('*') == std::string_view::npos) {
    return "matches every record";
  }
  if (pattern.find_first_of("\r\n") != std::string_view::npos) return "has a line break";
  const auto count = pattern.find(count_mark);
  if (count == std::string_view::npos) return {};
  if (pattern.find(count_mark, count + 1) != std::string_view::npos) {
    return "has {records} twice";
  }
  return {};
}

}  // namespace nightjar::csv
