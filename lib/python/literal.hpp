#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nightjar::python {

/// Why a text is no literal, and at which of its bytes (from 0).
struct ParseError {
  std::string what;
};

/// Deeper nesting than this is a problem; it bounds the stack that reading needs.
constexpr int max_depth = 256;

/// Puts into `json` the JSON text of a Python literal, as repr() writes it: strings in either kind
/// of quote, numbers, None, True, False, and lists, tuples and dicts of these. A tuple becomes an
/// array; a dict's integer keys become names.
///
/// What JSON has no word for is a problem: bytes, sets, complex numbers, nan and inf, lone
/// surrogates, keys of other types. So is what repr() never writes: comments, prefixes other than
/// u, adjacent or triple-quoted strings, numbers in other bases or with underscores.
///
/// Numbers are not computed: integers may have any size. Bytes beyond ASCII are passed on as they
/// are, and a name that stands twice stays twice; who reads the JSON sees to both. `json` is
/// unspecified where there is a problem.
std::optional<ParseError> to_json(std::string_view literal, std::string& json);

}  // namespace nightjar::python
