#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/ascii.hpp"
#include "base/format.hpp"
#include "inference/type_guess.hpp"
#include "json/number.hpp"

namespace nightjar::inference {
namespace {

using feed::Cell;
using feed::Column;
using feed::ColumnType;
using feed::Notation;

template <class Predicate>
bool all_of(const Subject& subject, Predicate holds) {
  return std::all_of(subject.texts.begin(), subject.texts.end(), holds);
}

template <class Predicate>
bool any_of(const Subject& subject, Predicate holds) {
  return std::any_of(subject.texts.begin(), subject.texts.end(), holds);
}

/// Two words for true and false that a vendor may write, in lower case. Only what is `told` apart
/// from other values by itself counts alone: a column of nothing but `Y` may be anything.
struct Words {
  std::string_view yes;
  std::string_view no;
  bool is_told = false;
  bool is_own = true;  ///< not the type's own words
};
constexpr std::array<Words, 8> words_of_booleans{{{"true", "false", true, false},
                                                  {"t", "f", false, false},
                                                  {"yes", "no", true},
                                                  {"y", "n"},
                                                  {"ja", "nein"},
                                                  {"oui", "non"},
                                                  {"on", "off"},
                                                  {"j", "n"}}};

bool are_words(const Subject& subject, const Words& words) {
  const auto has = [&](std::string_view word) {
    return any_of(subject, [&](std::string_view text) { return lowered(text) == word; });
  };
  const bool are_all = all_of(subject, [&](std::string_view text) {
    const std::string word = lowered(text);
    return word == words.yes || word == words.no;
  });
  return are_all && (words.is_told || (has(words.yes) && has(words.no)));
}

/// As the vendor writes it, or in lower case.
std::string spelling_of(const Subject& subject, std::string_view word) {
  const auto found = std::find_if(subject.texts.begin(), subject.texts.end(),
                                  [&](std::string_view text) { return lowered(text) == word; });
  return std::string(found == subject.texts.end() ? word : *found);
}

/// `0` and `1` are numbers, unless the name says otherwise.
bool is_flag_name(std::string_view name) {
  return name.starts_with("is_") || name.starts_with("has_") || name.ends_with("_flag");
}

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) {
    return name == end || (name.ends_with(end) && name.size() > end.size() &&
                           name[name.size() - end.size() - 1] == '_');
  });
}

bool is_name_of_instant(std::string_view name) {
  return ends_with_any(name, {"at", "time", "timestamp", "ts", "epoch", "created", "updated",
                              "modified", "date"}) ||
         name.find("timestamp") != name.npos;
}

bool is_name_of_day(std::string_view name) {
  return ends_with_any(name, {"date", "day", "on", "birthday", "datum"}) ||
         name.find("date") != name.npos;
}

std::optional<double> number_of(std::string_view text) {
  double number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

/// Whether all are within the years 1980 to 2099, in a unit of so many to the second.
bool are_recent(const Subject& subject, double unit) {
  constexpr double begin = 315532800;
  constexpr double end = 4102444800;
  return all_of(subject, [&](std::string_view text) {
    const auto number = number_of(text);
    return number && *number >= begin * unit && *number < end * unit;
  });
}

std::optional<TypeGuess> guess_epoch(const Subject& subject) {
  if (!is_name_of_instant(subject.name)) return std::nullopt;
  TypeGuess guess;
  guess.column.type = ColumnType::timestamptz;
  for (const auto& [unit, notation] :
       {std::pair(1.0, Notation::epoch_seconds), std::pair(1000.0, Notation::epoch_milliseconds)}) {
    guess.column.notation = notation;
    if (!are_recent(subject, unit) || !fits(guess.column, subject)) continue;
    guess.remarks.emplace_back("an instant, by its name: to be confirmed");
    return guess;
  }
  return std::nullopt;
}

/// `20240131`
std::optional<TypeGuess> guess_compact_date(const Subject& subject) {
  constexpr std::size_t length = 8;
  const bool has_length =
      all_of(subject, [](std::string_view text) { return text.size() == length; });
  TypeGuess guess;
  guess.column.type = ColumnType::date;
  guess.column.patterns = {"YYYYMMDD"};
  if (!has_length || !is_name_of_day(subject.name) || subject.kind == Cell::Kind::number ||
      !fits(guess.column, subject)) {
    return std::nullopt;
  }
  guess.remarks.emplace_back("a date, by its name: to be confirmed");
  return guess;
}

/// Without zeros in front: `007` is a code.
bool is_whole(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return all_digits(text) && (text.size() == 1 || text.front() != '0');
}

std::optional<TypeGuess> guess_plain(const Subject& subject) {
  TypeGuess guess;
  guess.column.type = ColumnType::integer;
  if (all_of(subject, is_whole) && fits(guess.column, subject)) return guess;
  if (!all_of(subject, json::is_number)) return std::nullopt;
  const bool has_exponent =
      any_of(subject, [](std::string_view text) { return text.find_first_of("eE") != text.npos; });
  guess.column.type = has_exponent ? ColumnType::real : ColumnType::numeric;
  if (!fits(guess.column, subject)) return std::nullopt;
  const bool are_all_whole =
      all_of(subject, [](std::string_view text) { return text.ends_with(".0"); });
  if (are_all_whole) guess.remarks.emplace_back("all are whole: integer would do");
  return guess;
}

/// What is around the first number: `€`, `EUR`, `%`. Empty if there is nothing.
std::string unit_around(std::string_view text) {
  const auto first = text.find_first_of("0123456789");
  const auto last = text.find_last_of("0123456789");
  if (first == text.npos) return {};
  for (std::string_view part : {text.substr(0, first), text.substr(last + 1)}) {
    const auto begin = part.find_first_not_of("+-., ");
    if (begin == part.npos) continue;
    return std::string(part.substr(begin, part.find_last_not_of("+-., ") + 1 - begin));
  }
  return {};
}

struct Marks {
  char decimal;
  std::string_view thousands;
};
/// In this order: what reads `1,234` as one thousand goes before what reads it as 1.234.
constexpr std::array<Marks, 8> marks_of_numbers{
    {{'.', ""}, {'.', ","}, {'.', "'"}, {'.', " "}, {',', "."}, {',', " "}, {',', "'"}, {',', ""}}};

bool has_decimals(const Subject& subject, char decimal) {
  return any_of(subject, [&](std::string_view text) { return text.find(decimal) != text.npos; });
}

/// Whether some text is another number with the marks of another country.
bool is_ambiguous(const Subject& subject, Column column) {
  if (column.form.decimal != '.' || column.form.thousands != ",") return false;
  if (has_decimals(subject, '.')) return false;
  column.form.decimal = ',';
  column.form.thousands = ".";
  return fits(column, subject);
}

/// Codes such as `00123` are none, nor is a date.
bool has_leading_zero(std::string_view text) {
  const auto first = text.find_first_of("0123456789");
  return first != text.npos && text.size() > first + 1 && text[first] == '0' &&
         is_digit(text[first + 1]);
}

/// A sign of a currency, a percent sign, or three capitals and a blank, as in `EUR 5`: `x1` is a
/// name.
bool is_unit(const Subject& subject, std::string_view unit) {
  if (unit.empty() || unit == "%" || unit == "$") return true;
  const bool is_sign =
      std::all_of(unit.begin(), unit.end(), [](char c) { return static_cast<signed char>(c) < 0; });
  constexpr std::size_t longest_sign = 4;
  if (is_sign) return unit.size() <= longest_sign;
  const bool is_code = unit.size() == 3 && std::all_of(unit.begin(), unit.end(),
                                                       [](char c) { return c >= 'A' && c <= 'Z'; });
  return is_code &&
         any_of(subject, [](std::string_view text) { return text.find(' ') != text.npos; });
}

std::optional<TypeGuess> guess_formed(const Subject& subject) {
  if (subject.kind == Cell::Kind::number || any_of(subject, has_leading_zero)) return std::nullopt;
  TypeGuess guess;
  Column& column = guess.column;
  column.type = ColumnType::numeric;
  for (const std::string_view text : subject.texts) {
    column.form.unit = unit_around(text);
    if (!column.form.unit.empty()) break;
  }
  if (!is_unit(subject, column.form.unit)) return std::nullopt;
  for (const Marks& marks : marks_of_numbers) {
    column.form.decimal = marks.decimal;
    column.form.thousands = marks.thousands;
    const bool is_plain = marks.decimal == '.' && marks.thousands.empty();
    if ((is_plain && column.form.unit.empty()) || !fits(column, subject)) continue;
    if (is_ambiguous(subject, column)) {
      guess.remarks.emplace_back(
          "is the comma before decimals, or between thousands? To be confirmed");
    }
    if (!has_decimals(subject, marks.decimal)) column.type = ColumnType::integer;
    if (!has_decimals(subject, marks.decimal) && column.form.thousands != ".")
      column.form.decimal = '.';
    return guess;
  }
  return std::nullopt;
}

}  // namespace

std::optional<TypeGuess> guess_boolean(const Subject& subject) {
  TypeGuess guess;
  guess.column.type = ColumnType::boolean;
  if (subject.kind == Cell::Kind::boolean) return guess;
  const bool are_digits =
      all_of(subject, [](std::string_view text) { return text == "0" || text == "1"; });
  if (subject.kind == Cell::Kind::bare && are_digits && is_flag_name(subject.name)) return guess;
  for (const Words& words : words_of_booleans) {
    if (!are_words(subject, words)) continue;
    if (words.is_own) {
      guess.column.form.true_words = {spelling_of(subject, words.yes)};
      guess.column.form.false_words = {spelling_of(subject, words.no)};
    }
    return guess;
  }
  return std::nullopt;
}

std::optional<TypeGuess> guess_number(const Subject& subject) {
  auto plain = guess_plain(subject);
  if (!plain) return guess_formed(subject);
  if (auto guess = guess_epoch(subject)) return guess;
  if (auto guess = guess_compact_date(subject)) return guess;
  return plain;
}

}  // namespace nightjar::inference
