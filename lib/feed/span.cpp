#include "feed/span.hpp"

#include <algorithm>
#include <charconv>

namespace nightjar::feed {
namespace {

/// Nothing unless the text is digits only, and counts from 1.
std::optional<std::size_t> position_of(std::string_view text) {
  std::size_t position = 0;
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, position);
  const bool is_whole = parsed.ec == std::errc() && parsed.ptr == end;
  return is_whole && position > 0 ? std::optional(position) : std::nullopt;
}

}  // namespace

std::optional<Span> span_of(std::string_view text) {
  const auto dash = text.find('-');
  const auto first = position_of(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : position_of(text.substr(dash + 1));
  if (!first || !last || *last < *first) return std::nullopt;
  return Span{*first, *last};
}

std::size_t last_character_of(const Definition& definition) {
  std::size_t last = 0;
  for (const Column& column : definition.columns) {
    if (const auto span = span_of(column.source)) last = std::max(last, span->last);
  }
  return last;
}

}  // namespace nightjar::feed
