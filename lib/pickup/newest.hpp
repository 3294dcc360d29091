#pragma once

#include <optional>
#include <string>
#include <vector>

#include "feed/source.hpp"
#include "pickup/survey.hpp"

namespace nightjar::pickup {

// Which of the files at a source is the newest. Patterns and names include folders. A pattern with
// a date in a folder's name is first given the folder of the newest date, even if that has no file
// yet: the vendor is about to write it. All throw Misconfigured if it is not clear which is meant.

/// The name, or the newest file that matches the pattern; nothing if there is none.
std::optional<std::string> newest_file(Survey& survey, const std::string& pattern,
                                       feed::Newest newest);

/// All files of the newest date that match the pattern, in natural order. In a folder with a date
/// their names need none.
std::vector<std::string> newest_files(Survey& survey, const std::string& pattern);

}  // namespace nightjar::pickup
