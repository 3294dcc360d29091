#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "feed/definition.hpp"

namespace nightjar::feed {

/// An array in a JSON feed's records of which columns take single elements, so that the others are
/// loaded nowhere.
struct PartialArray {
  std::string array;                 ///< its path: `/movies`
  std::vector<std::size_t> columns;  ///< those that take an element of it, or a part of one
  /// Where a path names elements by their number: the path of the first element that none names. A
  /// record has it if, and only if, the array holds more than what is loaded. Empty where a path's
  /// `*` takes the first element with a value.
  std::string further;
};

/// The arrays of which not all is loaded, by what the columns' paths say. One that another column
/// loads whole, as jsonb or text[], is not among them.
std::vector<PartialArray> partial_arrays_of(const Definition& definition);

/// What the definition leaves out by a choice, as a sentence.
std::string to_text(const Definition& definition, const PartialArray& choice);

}  // namespace nightjar::feed
