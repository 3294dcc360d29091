#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feed/definition.hpp"
#include "inference/value.hpp"

namespace nightjar::inference {

/// The narrowest type that all values of a column have, and how they are written.
struct TypeGuess {
  feed::Column column;               ///< without name and source
  std::vector<std::string> remarks;  ///< what a person should confirm
};

/// Different texts of one column, all of one kind, and the column's name: `created_at` may be an
/// instant, `price` is none.
struct Subject {
  std::string_view name;
  feed::Cell::Kind kind = feed::Cell::Kind::bare;
  std::span<const std::string_view> texts;
};

/// Whether the loader reads every text as the column's type.
bool fits(const feed::Column& column, const Subject& subject);

/// Every value of the sample is read by the guess without a violation. A word that stands for "no
/// value" in a column of another type (`NULL`, `N/A`, `-`) becomes a `null_if`.
TypeGuess guess_type(std::string_view name, std::span<const Value> values);

/// Each returns nothing if a text does not fit.

std::optional<TypeGuess> guess_boolean(const Subject& subject);
/// Whole and other numbers, with a decimal comma, thousands and a unit too; by their names also
/// instants since 1970.
std::optional<TypeGuess> guess_number(const Subject& subject);
/// Dates, times, instants, lengths of time.
std::optional<TypeGuess> guess_time(const Subject& subject);

}  // namespace nightjar::inference
