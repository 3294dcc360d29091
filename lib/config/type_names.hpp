#pragma once

#include <string>
#include <vector>

#include "base/spelling.hpp"
#include "feed/column_type.hpp"

namespace nightjar::config {

/// The names of the column types for which the predicate holds: `date, timestamptz, jsonb`.
template <typename Predicate>
std::string types_where(Predicate holds) {
  std::vector<std::string> names;
  for (const feed::ColumnTypeTraits& type : feed::column_types) {
    if (holds(type)) names.emplace_back(type.name);
  }
  return enumeration(names);
}

}  // namespace nightjar::config
