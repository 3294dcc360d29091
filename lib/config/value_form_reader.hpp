#pragma once

#include <optional>
#include <string>
#include <vector>

#include "feed/definition.hpp"
#include "yaml/mapping.hpp"

namespace nightjar::config {

/// Values that are read as null, and how they are compared.
struct NullIf {
  std::vector<std::string> values;
  bool ignores_case = false;
  bool ignores_spaces = false;
};

/// What the columns of a feed take over unless they say otherwise.
struct ColumnDefaults {
  NullIf null_if;
  bool is_trimmed = false;
};

/// Reads `null_if:` and `trim:` of a feed with files of this format.
ColumnDefaults read_column_defaults(yaml::Mapping& feed, feed::Format format);

/// Reads the keys of a column that say how its values are written, except `format:`. The column's
/// type is known. All that is wrong throws Misconfigured, also a key that does not fit the type.
void read_value_form(feed::Column& column, yaml::Mapping& mapping, const feed::Definition& feed,
                     const ColumnDefaults& defaults);

}  // namespace nightjar::config
