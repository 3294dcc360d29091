#include "reading/cut_record.hpp"

#include <algorithm>

#include "base/format.hpp"
#include "csv/record.hpp"
#include "feed/span.hpp"

namespace nightjar::reading {
namespace {

/// Of UTF-8, all but the further bytes of a character.
std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return (byte & '\xc0') != '\x80'; }));
}

}  // namespace

CutRecord::CutRecord(const feed::Definition& feed)
    : has_fields_(feed::traits_of(feed.format).has_fields()),
      is_utf8_(feed.encoding.empty()),
      dialect_(feed.csv),
      last_character_(has_fields_ ? 0 : feed::last_character_of(feed)) {}

std::string CutRecord::missing(std::string_view first, std::string_view last) const {
  const std::size_t found = size_of(last);
  if (found >= wanted(first)) return {};
  return fmt::format("{} of {} {}", found, wanted(first), has_fields_ ? "fields" : "characters");
}

std::size_t CutRecord::size_of(std::string_view record) const {
  if (has_fields_) return csv::count_fields(dialect_, record);
  return is_utf8_ ? count_characters(record) : record.size();
}

std::size_t CutRecord::wanted(std::string_view first) const {
  return has_fields_ ? size_of(first) : std::min(size_of(first), last_character_);
}

}  // namespace nightjar::reading
