#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feed/definition.hpp"
#include "postgres/quoting.hpp"

namespace nightjar::loading {

/// A statement of sql/ for this feed: with its tables and columns in their placeholders, and `more`
/// in others. A COPY takes no parameters.
std::string statement(std::string_view sql, const feed::Definition& definition,
                      const postgres::Substitutions& more = {});

}  // namespace nightjar::loading
