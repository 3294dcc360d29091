#include "pickup/rank.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "base/ascii.hpp"
#include "base/wildcard.hpp"
#include "pickup/dated_folder.hpp"
#include "pickup/selection.hpp"

namespace nightjar::pickup {
namespace {

bool is_hexadecimal(char c) { return hex_value(c).has_value(); }

bool is_separator(char c) { return std::string_view("-_. ").find(c) != std::string_view::npos; }

bool is_time_separator(char c) { return is_separator(c) || c == ':'; }

bool is_alphanumeric(char c) { return is_digit(c) || is_letter(c); }

/// The character there, or 0 beyond the end.
char at(std::string_view text, std::size_t place) {
  return place < text.size() ? text[place] : '\0';
}

std::size_t digits_at(std::string_view text, std::size_t place) {
  return digits_in_front(text.substr(std::min(place, text.size())));
}

/// A date or time that was read, and the position of its end in the name.
struct Found {
  std::string digits;
  std::size_t end;
};

bool is_day(const std::string& digits) {
  const std::string iso = digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6);
  return digits >= "1970" && digits < "2100" && parse_date(iso).has_value();
}

std::optional<Found> date_at(std::string_view name, std::size_t begin) {
  const char separator = at(name, begin + 4);
  Found date{std::string(name.substr(begin, 8)), begin + 8};
  if (is_separator(separator)) {
    if (at(name, begin + 7) != separator) return std::nullopt;
    date = {std::string(name.substr(begin, 4)).append(name.substr(begin + 5, 2)), begin + 10};
    date.digits += name.substr(std::min(begin + 8, name.size()), 2);
  }
  if (digits_at(date.digits, 0) != 8 || !is_day(date.digits)) return std::nullopt;
  return date;
}

/// HH, HHMM, HHMMSS, and possibly a fraction of a second.
bool is_time(std::string_view digits) {
  constexpr std::size_t longest = 15;
  const auto below = [&](std::size_t place, std::string_view limit) {
    return digits.size() <= place || digits.substr(place, 2) < limit;
  };
  const bool whole = digits.size() > 6 || digits.size() % 2 == 0;
  return whole && digits.size() <= longest && below(0, "24") && below(2, "60") && below(4, "60");
}

/// That many groups of two digits with separators between them, the first of which is returned.
std::optional<Found> groups_at(std::string_view name, std::size_t begin, std::size_t count) {
  Found time{"", begin};
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0 && !is_time_separator(at(name, time.end++))) return std::nullopt;
    if (digits_at(name, time.end) != 2) return std::nullopt;
    time.digits += name.substr(time.end, 2);
    time.end += 2;
  }
  if (!is_time(time.digits)) return std::nullopt;
  return time;
}

/// The time after a separator.
std::optional<Found> time_behind(std::string_view name, std::size_t place) {
  const char before = at(name, place);
  if (before != 'T' && !is_separator(before)) return std::nullopt;
  const std::size_t begin = place + 1;
  const std::size_t count = digits_at(name, begin);
  const auto digits = name.substr(std::min(begin, name.size()), count);
  if (count == 2) {
    if (auto time = groups_at(name, begin, 3)) return time;
    if (before != at(name, begin + 2)) {
      if (auto time = groups_at(name, begin, 2)) return time;
    }
  }
  const std::size_t fewest = before == 'T' ? 2 : 4;
  if (count < fewest || !is_time(digits)) return std::nullopt;
  return Found{std::string(digits), begin + count};
}

/// Whether the place is within a UUID.
bool is_in_uuid(std::string_view name, std::size_t place) {
  constexpr std::string_view shape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  const auto fits = [](char c, char wanted) {
    return wanted == '-' ? c == '-' : is_hexadecimal(c);
  };
  for (std::size_t i = 0; i < shape.size() && i <= place; ++i) {
    const std::string_view part = name.substr(place - i, shape.size());
    if (part.size() == shape.size() && std::equal(part.begin(), part.end(), shape.begin(), fits)) {
      return true;
    }
  }
  return false;
}

/// Whether letters and digits touch the range from `begin` to `end`, and all of them could be
/// hexadecimal digits. Characters that the pattern gives do not count.
bool is_in_hexadecimal(std::string_view name, std::size_t begin, std::size_t end,
                       std::size_t fixed) {
  std::string around;
  for (std::size_t i = begin; i > fixed && is_alphanumeric(name[i - 1]); --i) around += name[i - 1];
  for (std::size_t i = end; is_alphanumeric(at(name, i)); ++i) around += name[i];
  return !around.empty() && std::all_of(around.begin(), around.end(), is_hexadecimal);
}

/// Reads a date, and its time, that begin at this position.
std::optional<NameRank> day_and_time(std::string_view name, std::size_t begin, std::size_t fixed) {
  const auto date = date_at(name, begin);
  if (!date) return std::nullopt;
  std::size_t end = date->end;
  NameRank rank{date->digits, ""};
  if (const std::size_t more = digits_at(name, end); more > 0) {
    rank.time = name.substr(end, more);
    end += more;
    if (!is_time(rank.time)) return std::nullopt;
  } else if (const auto time = time_behind(name, end)) {
    rank.time = time->digits;
    end = time->end;
  }
  if (is_in_uuid(name, begin) || is_in_hexadecimal(name, begin, end, fixed)) return std::nullopt;
  return rank;
}

/// The numbers of `2.10` that begin at this position; none if a letter follows them.
std::vector<std::uint64_t> numbers_at(std::string_view name, std::size_t place) {
  std::vector<std::uint64_t> numbers;
  while (const std::size_t count = digits_at(name, place)) {
    std::uint64_t number = std::numeric_limits<std::uint64_t>::max();  // of more than 64 bits
    std::from_chars(name.data() + place, name.data() + place + count, number);
    numbers.push_back(number);
    place += count;
    if (is_letter(at(name, place))) return {};
    if (at(name, place) == '.') ++place;
  }
  return numbers;
}

std::vector<std::uint64_t> version_in(std::string_view name) {
  for (std::size_t i = name.size(); i-- > 0;) {
    if ((name[i] != 'v' && name[i] != 'V') || (i > 0 && is_letter(name[i - 1]))) continue;
    if (auto numbers = numbers_at(name, i + 1); !numbers.empty()) return numbers;
  }
  return {};
}

/// The pattern of the feed that the name matches.
std::optional<std::string_view> pattern_for(std::string_view name,
                                            const feed::FilePattern& pattern) {
  const auto is_meant = [&](const std::string& one) {
    return (is_pattern(one) || dated_folder_of(one)) && describes(one, name);
  };
  if (is_meant(pattern.name)) return pattern.name;
  for (const std::string& other : pattern.alternatives) {
    if (is_meant(other)) return other;
  }
  return std::nullopt;
}

/// The ranks of a name that the pattern matches: of its folder, if that has a date, and of itself.
std::vector<NameRank> ranks_of(std::string_view name, std::string_view pattern) {
  std::vector<NameRank> ranks;
  if (const auto dated = dated_folder_of(pattern)) {
    ranks.push_back(rank_of(dated->folder_in(name), literal_prefix(dated->pattern)));
  }
  if (is_pattern(base_name(pattern))) {
    ranks.push_back(rank_in(name, pattern));
  }
  return ranks;
}

/// The times and versions of parts are not those of the dump.
void keep_dates(std::vector<NameRank>& ranks) {
  for (NameRank& rank : ranks) rank = {std::move(rank.date), {}};
}

}  // namespace

NameRank rank_of(std::string_view name, std::size_t fixed) {
  NameRank rank;
  for (std::size_t begin = name.size(); begin-- > 0;) {
    if (!is_digit(name[begin]) || (begin > 0 && is_digit(name[begin - 1]))) continue;
    if (auto found = day_and_time(name, begin, std::min(fixed, begin))) {
      rank = std::move(*found);
      break;
    }
  }
  rank.version = version_in(name);
  return rank;
}

NameRank rank_in(std::string_view name, std::string_view pattern) {
  return rank_of(base_name(name), literal_prefix(base_name(pattern)));
}

bool are_numbered(const NameRank& one, const NameRank& other) {
  if (one.date != other.date || one.time.size() != other.time.size()) return false;
  if (one.time.size() < 4) return false;
  const auto first = std::stoull(one.time);
  const auto second = std::stoull(other.time);
  return std::max(first, second) - std::min(first, second) == 1;
}

std::size_t literal_prefix(std::string_view pattern) {
  return std::min(pattern.find_first_of("*?"), pattern.size());
}

bool is_older(const FileVersion& file, const FileVersion& other, const feed::FilePattern& pattern) {
  const auto first = pattern_for(file.name, pattern);
  const auto second = pattern_for(other.name, pattern);
  if (!first || !second) return false;
  if (pattern.newest == feed::Newest::by_time && !dated_folder_of(*first)) {
    return file.modified && other.modified && *file.modified < *other.modified;
  }
  auto ranks = ranks_of(file.name, *first);
  auto known = ranks_of(other.name, *second);
  if (pattern.all_parts) {
    keep_dates(ranks);
    keep_dates(known);
  }
  return !ranks.front().date.empty() && !known.front().date.empty() && ranks < known;
}

}  // namespace nightjar::pickup
