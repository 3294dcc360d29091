#include "pickup/survey.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/utf8.hpp"
#include "pickup/selection.hpp"

namespace nightjar::pickup {
namespace {

/// The parts of one look; what was asked once is not asked again.
class Surveyor {
 public:
  Surveyor(Remote& remote, const feed::Source& source) : remote_(remote), source_(source) {}

  /// The file that is meant, by the first of the names and patterns that means one.
  std::optional<Sighting> find(const feed::FilePattern& pattern) {
    if (auto file = find(pattern.name, pattern.newest)) return file;
    for (const std::string& name : pattern.alternatives) {
      if (auto file = find(name, pattern.newest)) return file;
    }
    return std::nullopt;
  }

  const std::optional<FileState>& look(const std::string& name) {
    const auto known = states_.find(name);
    if (known != states_.end()) return known->second;
    return states_.emplace(name, remote_.look(name)).first->second;
  }

  [[nodiscard]] const std::vector<std::string>& strays() const { return strays_; }

  /// Why the file does not count as marked complete; empty where it does.
  std::string lacks_marker(const Sighting& file) {
    const std::string name = companion(source_.marker, file.name);
    if (name.empty()) return {};
    const auto& marker = look(name);
    if (!marker) return format("{}: its marker {} is not there", file.name, name);
    if (marker->modified && file.state.modified && *marker->modified < *file.state.modified) {
      return format("{}: its marker {} is older than it", file.name, name);
    }
    return {};
  }

 private:
  std::optional<Sighting> find(const std::string& name, feed::Newest newest) {
    const auto file = is_pattern(name) ? newest_of(name, newest) : name;
    const auto state = file ? look(*file) : std::nullopt;
    if (!state) return std::nullopt;
    return Sighting{*file, *state};
  }

  std::optional<std::string> newest_of(const std::string& pattern, feed::Newest newest) {
    const auto slash = pattern.rfind('/') + 1;  // npos + 1 is 0
    const std::string folder = pattern.substr(0, slash);
    const auto found = without_strays(
        candidates(names(folder), pattern.substr(slash), source_.marker, source_.checksum));
    if (found.empty()) return std::nullopt;
    return folder + (newest == feed::Newest::by_name ? newest_by_name(found, pattern)
                                                     : newest_by_time(found, folder));
  }

  std::vector<std::string> without_strays(std::vector<std::string> found) {
    const auto strays = std::stable_partition(
        found.begin(), found.end(), [](const auto& name) { return !has_control_character(name); });
    strays_.insert(strays_.end(), strays, found.end());
    found.erase(strays, found.end());
    return found;
  }

  const std::vector<std::string>& names(const std::string& folder) {
    const auto known = names_.find(folder);
    if (known != names_.end()) return known->second;
    return names_.emplace(folder, remote_.names(folder)).first->second;
  }

  std::string newest_by_name(const std::vector<std::string>& found, const std::string& pattern) {
    std::pair<std::string, std::string> newest;
    for (const std::string& name : found) newest = std::max(newest, {date_in(name), name});
    if (newest.first.empty()) {
      throw Misconfigured(
          format("{}: {} matches, but has no date to tell the newest by", remote_.address(pattern),
                 newest.second),
          "choose the newest by time, or narrow the pattern down to names with a date");
    }
    return newest.second;
  }

  std::string newest_by_time(const std::vector<std::string>& found, const std::string& folder) {
    std::tuple<Instant, std::string> newest{Instant::min(), std::string()};
    for (const std::string& name : found) {
      const auto& state = look(folder + name);
      if (!state) continue;  // gone since it was listed
      newest = std::max(newest, {state->modified.value_or(Instant::min()), name});
    }
    return std::get<1>(newest);
  }

  Remote& remote_;
  const feed::Source& source_;
  std::map<std::string, std::vector<std::string>> names_;
  std::map<std::string, std::optional<FileState>> states_;
  std::vector<std::string> strays_;
};

}  // namespace

Survey survey(Remote& remote, const feed::Source& source,
              const std::vector<feed::FilePattern>& patterns) {
  Surveyor surveyor(remote, source);
  Survey result;
  for (const feed::FilePattern& pattern : patterns) {
    const auto file = surveyor.find(pattern);
    if (!file) {
      result.missing.push_back(pattern.name);
      continue;
    }
    if (std::string why = surveyor.lacks_marker(*file); !why.empty()) {
      result.unmarked.push_back(std::move(why));
    }
    result.files.push_back(*file);
  }
  result.strays = surveyor.strays();
  return result;
}

}  // namespace nightjar::pickup
