#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feed/definition.hpp"
#include "inference/file_survey.hpp"

namespace nightjar::inference {

/// How a file's records are found: of a definition `format`, `records` and `csv`.
struct Layout {
  feed::Definition feed;
  std::vector<std::string> remarks;  ///< what a person should confirm
};

/// Throws UsageError, with the name of the format and the remedy, for a file that is neither JSON
/// nor CSV. `file` is its name in errors.
Layout find_layout(const FileSurvey& survey, const std::filesystem::path& file);

/// For a head that begins with a bracket. Nothing if there are no objects in it.
std::optional<Layout> find_json_layout(const FileSurvey& survey);

Layout find_csv_layout(const FileSurvey& survey);

}  // namespace nightjar::inference
