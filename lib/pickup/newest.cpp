#include "pickup/newest.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/spelling.hpp"
#include "base/wildcard.hpp"
#include "pickup/dated_folder.hpp"
#include "pickup/parts.hpp"
#include "pickup/rank.hpp"
#include "pickup/selection.hpp"

namespace nightjar::pickup {
namespace {

using Names = std::vector<std::string>;

constexpr std::string_view are_parts =
    "; if they are the parts of one dump: `parts: all` reads all of them";

constexpr std::string_view unless_same_data =
    "; if they are deliveries of the same data, `newest: by_time` takes the last";

constexpr std::size_t names_at_most = 10;

[[noreturn]] void refuse_several(const Survey& survey, const std::string& pattern,
                                 std::string_view what, Names names,
                                 const std::string& more_remedy) {
  for (std::string& name : names) name.erase(0, name.rfind('/') + 1);  // npos + 1 is 0
  throw Misconfigured(
      fmt::format("{}: {} {}, and it is not clear which one is meant: {}", survey.address(pattern),
                  names.size(), what, enumeration(names, names_at_most)),
      fmt::format("a feed is read from one file: narrow the pattern down to one of them, or ask "
                  "the vendor for one file{}",
                  more_remedy));
}

/// `way_out`: how to do without a date in the names.
[[noreturn]] void refuse_without_date(const Survey& survey, const std::string& pattern,
                                      const std::string& name, std::string_view way_out) {
  throw Misconfigured(
      fmt::format("{}: {} matches, but has no date by which to find the newest",
                  survey.address(pattern), base_name(name)),
      fmt::format("{}, or narrow the pattern down to names with a date; a date is YYYYMMDD or "
                  "YYYY-MM-DD, apart from other digits and from hexadecimal ones",
                  way_out));
}

/// The pattern in the folder of the newest date; nothing if there is no such folder.
std::optional<std::string> in_newest_folder(Survey& survey, const std::string& pattern,
                                            const DatedFolder& dated) {
  std::map<NameRank, Names> ranked;
  for (const std::string& name : survey.folders(dated.parent, dated.pattern)) {
    NameRank rank = rank_of(name, literal_prefix(dated.pattern));
    if (!rank.date.empty()) ranked[rank].push_back(name);
  }
  if (ranked.empty()) return std::nullopt;
  const Names& newest = ranked.rbegin()->second;
  if (newest.size() > 1)
    refuse_several(survey, pattern, "folders of the newest date match", newest, "");
  return dated.parent + newest.front() + dated.rest;
}

std::optional<std::string> newest_by_name(Survey& survey, const std::string& pattern) {
  std::map<NameRank, Names> ranked;
  for (const std::string& name : survey.matching(pattern)) {
    ranked[rank_in(name, pattern)].push_back(name);
  }
  if (ranked.empty()) return std::nullopt;
  const auto& [rank, newest] = *ranked.rbegin();
  const std::string remedy = std::string(are_parts).append(unless_same_data);
  if (rank.date.empty())
    refuse_without_date(survey, pattern, newest.back(), "choose the newest by time");
  if (newest.size() > 1)
    refuse_several(survey, pattern, "files of the newest date match", newest, remedy);
  if (ranked.size() == 1) return newest.front();
  const auto& [before, earlier] = *std::next(ranked.rbegin());
  if (!are_numbered(rank, before)) return newest.front();
  refuse_several(survey, pattern, "files of the newest date match, numbered as parts are",
                 {earlier.front(), newest.front()}, remedy);
}

std::optional<std::string> newest_by_time(Survey& survey, const std::string& pattern) {
  const Names found = survey.matching(pattern, true);
  if (found.empty()) return std::nullopt;
  std::map<Instant, Names> ranked;
  for (const std::string& name : found) {
    if (const auto time = survey.time_of(name)) ranked[*time].push_back(name);
  }
  if (ranked.empty()) return found.back();
  const auto& [time, newest] = *ranked.rbegin();
  if (newest.size() == 1) return newest.front();
  refuse_several(survey, pattern,
                 time == Instant::min()
                     ? "files match, and the server does not report their times"
                     : "files match and have the newest time, " + to_string(time),
                 newest, "");
}

Names of_newest_date(Survey& survey, const std::string& pattern, bool is_in_dated_folder) {
  std::map<std::string, Names> dated;
  for (const std::string& name : survey.matching(pattern)) {
    dated[rank_in(name, pattern).date].push_back(name);
  }
  if (dated.empty()) return {};
  auto& [date, names] = *dated.rbegin();
  if (date.empty() && !is_in_dated_folder) {
    refuse_without_date(
        survey, pattern, names.back(),
        "have the vendor put the parts into a folder with a date (`file: \"{date}/…\"`)");
  }
  std::sort(names.begin(), names.end(), comes_before);
  return names;
}

}  // namespace

std::optional<std::string> newest_file(Survey& survey, const std::string& pattern,
                                       feed::Newest newest) {
  if (const auto dated = dated_folder_of(pattern)) {
    const auto inside = in_newest_folder(survey, pattern, *dated);
    return inside ? newest_file(survey, *inside, newest) : std::nullopt;
  }
  if (!is_pattern(pattern)) return survey.look(pattern) ? std::optional(pattern) : std::nullopt;
  return newest == feed::Newest::by_time ? newest_by_time(survey, pattern)
                                         : newest_by_name(survey, pattern);
}

std::vector<std::string> newest_files(Survey& survey, const std::string& pattern) {
  const auto dated = dated_folder_of(pattern);
  if (!dated) return of_newest_date(survey, pattern, false);
  const auto inside = in_newest_folder(survey, pattern, *dated);
  return inside ? of_newest_date(survey, *inside, true) : Names();
}

}  // namespace nightjar::pickup
