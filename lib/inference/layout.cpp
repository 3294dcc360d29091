#include "inference/layout.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/format.hpp"
#include "reading/signature.hpp"

namespace nightjar::inference {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& file, std::string_view format,
                         std::string_view remedy) {
  throw UsageError(
      fmt::format("{}: the file is {}, of which no feed is proposed", file.string(), format),
      std::string(remedy));
}

constexpr std::string_view describe_by_hand =
    "describe the feed by hand: docs/settings.md lists the formats and their keys";

/// Lines of one length, with blanks that fill columns.
bool is_fixed_width(std::string_view head) {
  std::size_t width = head.find('\n');
  std::size_t lines = 0;
  std::size_t filled = 0;
  for (std::size_t begin = 0; width != head.npos;) {
    const auto end = head.find('\n', begin);
    if (end == head.npos) break;
    if (end - begin != width) return false;
    ++lines;
    if (head.substr(begin, width).find("  ") != head.npos) ++filled;
    begin = end + 1;
  }
  constexpr std::size_t least_width = 16;
  return lines >= 3 && width >= least_width && filled == lines &&
         head.substr(0, width).find_first_of(",;|\t") == head.npos;
}

}  // namespace

Layout find_layout(const FileSurvey& survey, const std::filesystem::path& file) {
  if (const auto other = reading::find_unsupported_format(survey.head, false)) {
    refuse(file, other->name, other->remedy);
  }
  const auto begin = std::min(survey.head.find_first_not_of(" \t\r\n"), survey.head.size() - 1);
  switch (survey.head[begin]) {
    case '<':
      refuse(file, "XML", describe_by_hand);
    case '{':
    case '[':
      if (auto layout = find_json_layout(survey)) return *layout;
      refuse(file, "JSON without objects", "have the vendor write one object for each record");
    default:
      break;
  }
  if (survey.head.find('\0') != std::string::npos) refuse(file, "binary", describe_by_hand);
  if (is_fixed_width(survey.head)) refuse(file, "of columns of fixed width", describe_by_hand);
  return find_csv_layout(survey);
}

}  // namespace nightjar::inference
