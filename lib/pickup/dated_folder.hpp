#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nightjar::pickup {

/// A pattern with `{date}` in a folder's name, in parts: `in/day-{date}/users-*.csv`.
struct DatedFolder {
  std::string parent;   ///< `in/`; may be empty
  std::string pattern;  ///< of the folder's name, `day-*`
  std::string rest;     ///< `/users-*.csv`

  /// The folder's name in the name of a file: `day-2024-01-01`.
  [[nodiscard]] std::string_view folder_in(std::string_view file) const;
};

/// Nothing if no folder has a date.
std::optional<DatedFolder> dated_folder_of(std::string_view pattern);

/// Whether a pattern of FilePattern, with or without `{date}`, matches the name.
bool describes(std::string_view pattern, std::string_view name);

}  // namespace nightjar::pickup
