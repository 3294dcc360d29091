#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "feed/definition.hpp"

namespace nightjar::loading {

/// A statement of sql/ for this feed: its tables and columns in the places kept for them.
std::string statement(std::string_view sql, const feed::Definition& definition);
/// The same for one that also wants the night's `:as_of` and `:run_id`: a COPY takes no parameters.
std::string statement(std::string_view sql, const feed::Definition& definition, Instant as_of,
                      std::int64_t run_id);

/// Numbers as the text of a PostgreSQL array: `{1,2,3}`.
template <class Number>
std::string array_of(const std::vector<Number>& numbers) {
  std::string text = "{";
  for (const Number number : numbers) {
    if (text.size() > 1) text += ',';
    text += std::to_string(number);
  }
  return text + "}";
}

}  // namespace nightjar::loading
