#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.hpp"
#include "feed/time_pattern.hpp"
#include "inference/type_guess.hpp"

namespace nightjar::inference {
namespace {

using feed::Cell;
using feed::ColumnType;
using Texts = std::vector<std::string_view>;

/// Of patterns that read the same texts, the first is proposed.
constexpr std::array<std::string_view, 26> date_patterns{
    "YYYY-MM-DD",  "YYYY-M-D",    "YYYY/MM/DD", "YYYY/M/D",    "YYYY.MM.DD", "DD.MM.YYYY",
    "D.M.YYYY",    "MM/DD/YYYY",  "M/D/YYYY",   "DD/MM/YYYY",  "D/M/YYYY",   "DD-MM-YYYY",
    "D-M-YYYY",    "MM-DD-YYYY",  "M-D-YYYY",   "DD-MON-YYYY", "D-MON-YYYY", "D MON YYYY",
    "MON D, YYYY", "D. MON YYYY", "DD-MON-YY",  "D-MON-YY",    "D.M.YY",     "M/D/YY",
    "D/M/YY",      "YYYYMMDD"};
constexpr std::array<std::string_view, 6> time_patterns{"HH:MI:SS",      "HH:MI:SS.F", "HH:MI",
                                                        "HH12:MI:SS AM", "HH12:MI AM", "HHMISS"};

constexpr std::size_t most_patterns = 3;
constexpr std::size_t longest_time = 40;

std::vector<std::string> all_patterns() {
  std::vector<std::string> patterns(date_patterns.begin(), date_patterns.end());
  for (const std::string_view date : date_patterns) {
    for (const std::string_view between : {" ", "T", ", "}) {
      for (const std::string_view time : time_patterns) {
        const std::string both = std::string(date) + std::string(between) + std::string(time);
        for (const std::string_view offset : {"", "TZ", " TZ"}) {
          patterns.push_back(both + std::string(offset));
        }
      }
    }
  }
  return patterns;
}

bool matches(std::string_view text, std::string_view pattern) {
  return feed::read_time(text, pattern).has_value();
}

std::ptrdiff_t count_matches(const Texts& texts, std::string_view pattern) {
  return std::count_if(texts.begin(), texts.end(),
                       [&](std::string_view text) { return matches(text, pattern); });
}

/// The pattern that reads the first text and most of the others.
std::string best_pattern(const Texts& texts) {
  static const std::vector<std::string> patterns = all_patterns();
  std::string best;
  std::ptrdiff_t most = 0;
  for (const std::string& pattern : patterns) {
    if (!matches(texts.front(), pattern)) continue;
    const auto count = count_matches(texts, pattern);
    if (count > most) {
      most = count;
      best = pattern;
    }
  }
  return best;
}

/// A few patterns that read all texts together; none if there are no such.
std::vector<std::string> patterns_for(Texts texts) {
  std::vector<std::string> patterns;
  while (!texts.empty()) {
    std::string pattern = patterns.size() < most_patterns ? best_pattern(texts) : std::string();
    if (pattern.empty()) return {};
    std::erase_if(texts, [&](std::string_view text) { return matches(text, pattern); });
    patterns.push_back(std::move(pattern));
  }
  return patterns;
}

/// The pattern with day and month in each other's place; empty if they cannot be mistaken.
std::string with_day_and_month_swapped(const std::string& pattern) {
  const std::string date = pattern.substr(0, pattern.find_first_of(" T,H"));
  const bool has_name = date.find("MON") != date.npos;
  const bool begins_with_year = date.starts_with("YYYY");
  if (has_name || begins_with_year) return {};
  std::string swapped = date;
  for (char& c : swapped) c = c == 'M' ? 'D' : c == 'D' ? 'M' : c;
  return swapped + pattern.substr(date.size());
}

void remark_ambiguous_days(TypeGuess& guess, const Texts& texts) {
  for (const std::string& pattern : guess.column.patterns) {
    const std::string twin = with_day_and_month_swapped(pattern);
    if (twin.empty() || count_matches(texts, pattern) != count_matches(texts, twin)) continue;
    guess.remarks.push_back("the sample does not tell day and month apart (" + twin +
                            "?): to be confirmed");
  }
}

bool all_name(const std::vector<std::string>& patterns, std::string_view part) {
  return std::all_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return pattern.find(part) != pattern.npos;
  });
}

bool any_names(const std::vector<std::string>& patterns, std::string_view part) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return pattern.find(part) != pattern.npos;
  });
}

/// Nothing where some have an offset and others have none.
std::optional<ColumnType> type_of(const std::vector<std::string>& patterns) {
  if (all_name(patterns, "TZ")) return ColumnType::timestamptz;
  if (any_names(patterns, "TZ")) return std::nullopt;
  return any_names(patterns, "HH") ? ColumnType::timestamp : ColumnType::date;
}

constexpr std::string_view confirm_zone =
    "without a zone in the file; if it is known, timestamptz with `zone:`: to be confirmed";

std::optional<TypeGuess> guess_by_patterns(const Subject& subject) {
  const Texts texts(subject.texts.begin(), subject.texts.end());
  TypeGuess guess;
  guess.column.patterns = patterns_for(texts);
  const auto type = type_of(guess.column.patterns);
  if (guess.column.patterns.empty() || !type) return std::nullopt;
  guess.column.type = *type;
  if (!fits(guess.column, subject)) return std::nullopt;
  if (guess.column.patterns.size() > 1) guess.remarks.emplace_back("patterns to be confirmed");
  remark_ambiguous_days(guess, texts);
  if (*type == ColumnType::timestamp) guess.remarks.emplace_back(confirm_zone);
  if (guess.column.patterns == std::vector<std::string>{"YYYY-MM-DD"})
    guess.column.patterns.clear();
  return guess;
}

template <class Predicate>
bool all_of(const Subject& subject, Predicate holds) {
  return std::all_of(subject.texts.begin(), subject.texts.end(), holds);
}

/// As the type reads it without a pattern.
std::optional<TypeGuess> guess_default(const Subject& subject, ColumnType type) {
  TypeGuess guess;
  guess.column.type = type;
  return fits(guess.column, subject) ? std::optional(guess) : std::nullopt;
}

bool is_duration(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return text.size() > 2 && text.front() == 'P';
}

bool has_colon(std::string_view text) { return text.find(':') != text.npos; }

bool may_be_time(std::string_view text) {
  return text.size() >= 4 && text.size() <= longest_time &&
         text.find_first_of("0123456789") != text.npos;
}

}  // namespace

std::optional<TypeGuess> guess_time(const Subject& subject) {
  const bool is_text = subject.kind == Cell::Kind::bare || subject.kind == Cell::Kind::string;
  if (!is_text || !all_of(subject, may_be_time)) return std::nullopt;
  if (all_of(subject, is_duration)) return guess_default(subject, ColumnType::interval);
  if (all_of(subject, has_colon)) {
    for (const ColumnType type :
         {ColumnType::timestamptz, ColumnType::time, ColumnType::timestamp}) {
      auto guess = guess_default(subject, type);
      if (!guess) continue;
      if (type == ColumnType::timestamp) guess->remarks.emplace_back(confirm_zone);
      return guess;
    }
    if (auto guess = guess_by_patterns(subject)) return guess;
    return guess_default(subject, ColumnType::interval);
  }
  return guess_by_patterns(subject);
}

}  // namespace nightjar::inference
