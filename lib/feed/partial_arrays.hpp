#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "feed/definition.hpp"

namespace nightjar::feed {

/// An array in a JSON feed's records, or in the elements of a child feed, from which columns take
/// single elements, so that the other elements are not loaded.
struct PartialArray {
  std::string array;                 ///< its path: `/movies`
  std::vector<std::size_t> columns;  ///< those that take an element of it, or a part of one
  /// If paths name elements by their number: the path of the first element that none names. A
  /// record has it if, and only if, the array has more elements than are loaded. Empty if a path's
  /// `*` takes the first element with a value.
  std::string further;
  /// XML: any element may occur again, although the path does not say so.
  bool is_implied = false;
};

/// The arrays that are not completely loaded, by the paths of the columns. An array that another
/// column loads completely, as jsonb or text[], is not among them.
std::vector<PartialArray> partial_arrays_of(const Definition& definition);

/// The elements that the definition leaves out, as a sentence.
std::string to_text(const Definition& definition, const PartialArray& choice);

}  // namespace nightjar::feed
