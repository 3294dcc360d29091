#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nightjar::xml {

/// The last step of a path to the text of the record itself.
constexpr std::string_view own_text = "text()";

/// The names in a path of elements: `/catalog/book`.
std::vector<std::string> names_in(std::string_view path);

/// The error in a path from a file's root to its records, as the end of a sentence; empty if there
/// is none: `/catalog/book`.
std::string fault_of_records_path(std::string_view path);

/// The same of a path inside a record: names of elements; after one of them `*` or a number, for
/// every element of that name, as without it, or for one, from 0; at the end `@NAME`, an attribute,
/// or `text()`.
std::string fault_of_value_path(std::string_view path);

}  // namespace nightjar::xml
