#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/parse_error.hpp"

namespace nightjar::python {

/// Deeper nesting than this is an error; it limits the stack.
constexpr int max_depth = 256;

/// Writes to `json` the JSON text of a Python literal, as repr() writes it: strings in either kind
/// of quote, numbers, None, True, False, and lists, tuples and dicts of these. A tuple becomes an
/// array; a dict's integer keys become names.
///
/// Values that JSON cannot represent are errors: bytes, sets, complex numbers, nan and inf, lone
/// surrogates, keys of other types. So is syntax that repr() never writes: comments, prefixes other
/// than u, adjacent or triple-quoted strings, numbers in other bases or with underscores.
///
/// Numbers are not computed: integers may have any size. Bytes beyond ASCII are passed on
/// unchanged, and duplicate names stay; the reader of the JSON handles both. An error names the
/// byte (from 0) in the literal; `json` is unspecified then.
std::optional<ParseError> to_json(std::string_view literal, std::string& json);

}  // namespace nightjar::python
