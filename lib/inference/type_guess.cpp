#include "inference/type_guess.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/ascii.hpp"
#include "base/format.hpp"
#include "feed/row.hpp"
#include "feed/trimmed.hpp"

namespace nightjar::inference {
namespace {

using feed::Cell;
using feed::ColumnType;
using Kind = feed::Cell::Kind;
using Texts = std::vector<std::string_view>;

/// Words with which programs write that there is no value.
constexpr std::array<std::string_view, 22> null_words{"NULL",       "null",
                                                      "Null",       "(null)",
                                                      "\\N",        "N/A",
                                                      "n/a",        "#N/A",
                                                      "NA",         "NaN",
                                                      "nan",        "None",
                                                      "none",       "-",
                                                      "--",         "?",
                                                      ".",          "nil",
                                                      "NIL",        "unknown",
                                                      "0000-00-00", "0000-00-00 00:00:00"};

bool is_null_word(std::string_view text) {
  return std::find(null_words.begin(), null_words.end(), text) != null_words.end();
}

TypeGuess guess_of(ColumnType type) {
  TypeGuess guess;
  guess.column.type = type;
  return guess;
}

std::optional<TypeGuess> guess_uuid(const Subject& subject) {
  constexpr std::size_t canonical_length = 36;
  const bool is_canonical =
      std::all_of(subject.texts.begin(), subject.texts.end(), [](std::string_view text) {
        return text.size() == canonical_length && text.find('-') != text.npos;
      });
  TypeGuess guess = guess_of(ColumnType::uuid);
  return is_canonical && fits(guess.column, subject) ? std::optional(guess) : std::nullopt;
}

/// `10.1` may be anything; an address has four parts or colons.
std::optional<TypeGuess> guess_inet(const Subject& subject) {
  const bool is_complete =
      std::all_of(subject.texts.begin(), subject.texts.end(), [](std::string_view text) {
        return std::count(text.begin(), text.end(), '.') == 3 ||
               std::count(text.begin(), text.end(), ':') >= 2;
      });
  TypeGuess guess = guess_of(ColumnType::inet);
  return is_complete && fits(guess.column, subject) ? std::optional(guess) : std::nullopt;
}

/// A text that holds an object or a list, of JSON or of Python.
std::optional<TypeGuess> guess_document(const Subject& subject) {
  const bool is_bracketed = std::all_of(
      subject.texts.begin(), subject.texts.end(),
      [](std::string_view text) { return text.starts_with('{') || text.starts_with('['); });
  if (!is_bracketed) return std::nullopt;
  TypeGuess guess = guess_of(ColumnType::jsonb);
  if (subject.kind == Kind::bare && fits(guess.column, subject)) return guess;
  guess.column.notation = feed::Notation::python;
  if (fits(guess.column, subject)) return guess;
  return std::nullopt;
}

using Guesser = std::optional<TypeGuess> (*)(const Subject&);
constexpr std::array<Guesser, 6> guessers{guess_boolean, guess_number, guess_time,
                                          guess_uuid,    guess_inet,   guess_document};

std::optional<TypeGuess> narrow_guess(const Subject& subject) {
  if (subject.texts.empty()) return std::nullopt;
  for (const Guesser guesser : guessers) {
    if (auto guess = guesser(subject)) return guess;
  }
  return std::nullopt;
}

/// As strings of JSON the same, with `from: string` where their type is not written as one.
std::optional<TypeGuess> narrow_guess_in_string(const Subject& subject) {
  auto guess = narrow_guess({subject.name, Kind::bare, subject.texts});
  if (!guess) return std::nullopt;
  const bool is_document = feed::traits_of(guess->column.type).shape == feed::Shape::document;
  const bool is_json = is_document && guess->column.notation == feed::Notation::standard;
  if (is_json) return std::nullopt;  // it would be stored as a string of JSON
  if (is_document || fits(guess->column, subject)) return guess;
  guess->column.form.is_in_string = true;
  return guess;
}

std::optional<TypeGuess> narrow_guess_of_kind(const Subject& subject) {
  return subject.kind == Kind::string ? narrow_guess_in_string(subject) : narrow_guess(subject);
}

Texts without_nulls(const Texts& texts, std::vector<std::string>& nulls) {
  Texts rest;
  for (const std::string_view text : texts) {
    if (is_null_word(text)) {
      nulls.emplace_back(text);
    } else {
      rest.push_back(text);
    }
  }
  return rest;
}

TypeGuess as_text(const Subject& subject, const std::vector<std::string>& nulls) {
  TypeGuess guess = guess_of(ColumnType::text);
  const bool has_leading_zero =
      std::any_of(subject.texts.begin(), subject.texts.end(), [](std::string_view text) {
        return text.size() > 1 && text.front() == '0' && all_digits(text);
      });
  const bool is_numeric = std::all_of(subject.texts.begin(), subject.texts.end(), all_digits);
  if (has_leading_zero && is_numeric) guess.remarks.emplace_back("a text, for its leading zeros");
  for (const std::string& word : nulls) {
    guess.remarks.push_back(fmt::format("has the value \"{}\": null_if?", word));
  }
  return guess;
}

/// Of texts that may have white space around them and words for null among them.
TypeGuess guess_of_texts(const Subject& subject) {
  if (auto guess = narrow_guess_of_kind(subject)) return *guess;
  std::vector<std::string> nulls;
  const Texts rest = without_nulls({subject.texts.begin(), subject.texts.end()}, nulls);
  auto guess = narrow_guess_of_kind({subject.name, subject.kind, rest});
  if (!guess || nulls.empty()) return as_text(subject, nulls);
  guess->remarks.emplace_back("null_if: to be confirmed");
  guess->column.null_if = std::move(nulls);
  return *guess;
}

/// The different texts of the values, trimmed if wanted, without empty fields.
Texts texts_of(std::span<const Value> values, bool is_trimmed) {
  std::set<std::string_view> texts;
  for (const Value& value : values) {
    if (value.kind == Kind::null) continue;
    const std::string_view text = is_trimmed ? feed::trimmed(value.text) : value.text;
    if (value.kind != Kind::bare || !text.empty()) texts.insert(text);
  }
  return {texts.begin(), texts.end()};
}

bool has_outer_space(const Texts& texts) {
  return std::any_of(texts.begin(), texts.end(),
                     [](std::string_view text) { return feed::trimmed(text) != text; });
}

TypeGuess guess_scalars(std::string_view name, std::span<const Value> values, Kind kind) {
  const Texts texts = texts_of(values, false);
  TypeGuess guess = guess_of_texts({name, kind, texts});
  if (guess.column.type != ColumnType::text || !has_outer_space(texts)) return guess;
  const Texts trimmed = texts_of(values, true);
  TypeGuess tidy = guess_of_texts({name, kind, trimmed});
  tidy.column.form.is_trimmed = true;
  return tidy.column.type == ColumnType::text ? guess : tidy;
}

/// Which kinds of values a column has, nulls aside.
std::set<Kind> kinds_of(std::span<const Value> values) {
  std::set<Kind> kinds;
  for (const Value& value : values) {
    if (value.kind != Kind::null) kinds.insert(value.kind);
  }
  return kinds;
}

bool are_all_empty_lists(std::span<const Value> values) {
  return std::all_of(values.begin(), values.end(), [](const Value& value) {
    return value.kind == Kind::null || value.text == "[]";
  });
}

TypeGuess guess_mixture(std::string_view name, std::span<const Value> values,
                        const std::set<Kind>& kinds) {
  if (kinds == std::set{Kind::list} && !are_all_empty_lists(values)) {
    return guess_of(ColumnType::text_array);
  }
  if (kinds.contains(Kind::list) || kinds.contains(Kind::json)) return guess_of(ColumnType::jsonb);
  TypeGuess guess = guess_scalars(name, values, Kind::bare);  // strings and numbers
  guess.column.form.is_in_string = true;
  if (feed::traits_of(guess.column.type).shape == feed::Shape::scalar) return guess;
  return guess_of(ColumnType::jsonb);
}

}  // namespace

bool fits(const feed::Column& column, const Subject& subject) {
  feed::Row row;
  Cell cell;
  cell.kind = subject.kind;
  return std::all_of(subject.texts.begin(), subject.texts.end(), [&](std::string_view text) {
    cell.text = text;
    row.clear();
    return !feed::append_typed(column, cell, row);
  });
}

TypeGuess guess_type(std::string_view name, std::span<const Value> values) {
  const std::set<Kind> kinds = kinds_of(values);
  if (kinds.empty()) {
    TypeGuess guess = guess_of(ColumnType::text);
    guess.remarks.emplace_back("no value in the sample");
    return guess;
  }
  const Kind kind = *kinds.begin();
  const bool is_scalar = kind != Kind::list && kind != Kind::json;
  if (kinds.size() == 1 && is_scalar) {
    TypeGuess guess = guess_scalars(name, values, kind);
    if (texts_of(values, false).empty()) guess.remarks.emplace_back("no value in the sample");
    return guess;
  }
  return guess_mixture(name, values, kinds);
}

}  // namespace nightjar::inference
