#pragma once

#include <cstdint>

namespace nightjar::reading {

/// How deep inside a JSON value a scan stands.
///
/// Only one pair of brackets is counted: `{}` for an object, `[]` for an array. In JSON that is
/// enough to find the end, and an object that holds a stray `]` spoils itself only.
struct Nesting {
  char open = '{';
  char close = '}';
  std::int64_t depth = 0;
  bool in_string = false;
  bool escaped = false;  ///< a backslash came just before
};

/// Goes on from `begin` until the depth is back at zero. Gives the place after the bracket that
/// closes the value, or `end` with a depth that is not zero.
const char* find_close(const char* begin, const char* end, Nesting& nesting);

}  // namespace nightjar::reading
