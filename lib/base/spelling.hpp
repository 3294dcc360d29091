#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nightjar {

/// How many letters must be inserted, removed, replaced, or swapped with their neighbour, to turn
/// one word into the other.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// `; did you mean "columns"?` for the candidate that `word` is most likely a misspelling of (at
/// most a third of its letters differ); empty if none is similar.
std::string suggestion(std::string_view word, std::span<const std::string> candidates);

/// `a, b, c`
std::string enumeration(std::span<const std::string> words);
/// `a, b and 3 more`: at most so many of the words.
std::string enumeration(std::span<const std::string> words, std::size_t at_most);

}  // namespace nightjar
