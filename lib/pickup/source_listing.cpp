#include "pickup/source_listing.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/spelling.hpp"
#include "base/utf8.hpp"
#include "base/wildcard.hpp"
#include "pickup/dated_folder.hpp"
#include "pickup/rank.hpp"
#include "pickup/selection.hpp"

namespace nightjar::pickup {
namespace {

constexpr std::string_view unless_same_data =
    "; if they are deliveries of the same data, `newest: by_time` takes the last";

constexpr std::size_t names_at_most = 10;

/// The queries of one look at the source; each is made only once.
class Surveyor {
 public:
  Surveyor(Remote& remote, const feed::Source& source) : remote_(remote), source_(source) {}

  /// The file that is meant: by the first name or pattern that has one.
  std::optional<ListedFile> find(const feed::FilePattern& pattern) {
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

  /// Why the file does not count as marked complete; empty if it does.
  std::string lacks_marker(const ListedFile& file) {
    const std::string name = companion(source_.marker, file.name);
    if (name.empty()) return {};
    const auto& marker = look(name);
    if (!marker) return fmt::format("{}: its marker {} is not there", file.name, name);
    if (marker->modified && file.state.modified && *marker->modified < *file.state.modified) {
      return fmt::format("{}: its marker {} is older than it", file.name, name);
    }
    return {};
  }

 private:
  std::optional<ListedFile> find(const std::string& name, feed::Newest newest) {
    if (const auto dated = dated_folder_of(name)) {
      const auto folder = newest_folder(*dated, name);
      return folder ? find(dated->parent + *folder + dated->rest, newest) : std::nullopt;
    }
    const auto file = is_pattern(name) ? newest_of(name, newest) : name;
    const auto state = file ? look(*file) : std::nullopt;
    if (!state) return std::nullopt;
    return ListedFile{*file, *state};
  }

  /// A folder without the file counts, too: the vendor is about to write it.
  std::optional<std::string> newest_folder(const DatedFolder& dated, const std::string& pattern) {
    std::map<NameRank, std::vector<std::string>> ranked;
    for (const std::string& name : without_strays(remote_.folders(dated.parent))) {
      if (!matches(dated.pattern, name)) continue;
      NameRank rank = rank_of(name, literal_prefix(dated.pattern));
      if (!rank.date.empty()) ranked[rank].push_back(name);
    }
    if (ranked.empty()) return std::nullopt;
    const auto& newest = ranked.rbegin()->second;
    if (newest.size() > 1) refuse_several(pattern, "folders of the newest date match", newest, "");
    return newest.front();
  }

  std::optional<std::string> newest_of(const std::string& pattern, feed::Newest newest) {
    const auto slash = pattern.rfind('/') + 1;  // npos + 1 is 0
    const std::string folder = pattern.substr(0, slash);
    const bool by_time = newest == feed::Newest::by_time;
    const auto found =
        without_strays(candidates(by_time ? names_with_times(folder) : names(folder),
                                  pattern.substr(slash), source_.marker, source_.checksum));
    if (found.empty()) return std::nullopt;
    return folder +
           (by_time ? newest_by_time(found, folder, pattern) : newest_by_name(found, pattern));
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

  /// The same, and records the times that the listing reports.
  std::vector<std::string> names_with_times(const std::string& folder) {
    std::vector<std::string> names;
    for (curl::ListingEntry& file : remote_.list(folder)) {
      if (file.modified) times_.emplace(folder + file.name, *file.modified);
      names.push_back(std::move(file.name));
    }
    return names;
  }

  /// Its time, from the listing if that reported it; nothing if the file has disappeared since.
  std::optional<Instant> time_of(const std::string& name) {
    const auto known = times_.find(name);
    if (known != times_.end()) return known->second;
    const auto& state = look(name);
    if (!state) return std::nullopt;
    return state->modified.value_or(Instant::min());
  }

  std::string newest_by_name(const std::vector<std::string>& found, const std::string& pattern) {
    const std::size_t fixed = literal_prefix(pattern.substr(pattern.rfind('/') + 1));
    std::map<NameRank, std::vector<std::string>> ranked;
    for (const std::string& name : found) ranked[rank_of(name, fixed)].push_back(name);
    const auto& [rank, newest] = *ranked.rbegin();
    if (rank.date.empty()) {
      throw Misconfigured(
          fmt::format("{}: {} matches, but has no date by which to find the newest",
                      remote_.address(pattern), newest.back()),
          "choose the newest by time, or narrow the pattern down to names with a date; a date is "
          "YYYYMMDD or YYYY-MM-DD, apart from other digits and from hexadecimal ones");
    }
    if (newest.size() > 1)
      refuse_several(pattern, "files of the newest date match", newest, unless_same_data);
    if (ranked.size() == 1) return newest.front();
    const auto& [before, earlier] = *std::next(ranked.rbegin());
    if (!are_numbered(rank, before)) return newest.front();
    refuse_several(pattern, "files of the newest date match, numbered as parts are",
                   {earlier.front(), newest.front()}, unless_same_data);
  }

  std::string newest_by_time(const std::vector<std::string>& found, const std::string& folder,
                             const std::string& pattern) {
    std::map<Instant, std::vector<std::string>> ranked;
    for (const std::string& name : found) {
      if (const auto time = time_of(folder + name)) ranked[*time].push_back(name);
    }
    if (ranked.empty()) return found.back();
    const auto& [time, newest] = *ranked.rbegin();
    if (newest.size() > 1) {
      refuse_several(pattern,
                     time == Instant::min()
                         ? "files match, and the server does not report their times"
                         : "files match and have the newest time, " + to_string(time),
                     newest, "");
    }
    return newest.front();
  }

  [[noreturn]] void refuse_several(const std::string& pattern, std::string_view what,
                                   const std::vector<std::string>& names,
                                   std::string_view more_remedy) const {
    throw Misconfigured(
        fmt::format("{}: {} {}, and it is not clear which one is meant: {}",
                    remote_.address(pattern), names.size(), what,
                    enumeration(names, names_at_most)),
        fmt::format(
            "a feed is read from one file: narrow the pattern down to one of them, or ask the "
            "vendor for one file{}",
            more_remedy));
  }

  Remote& remote_;
  const feed::Source& source_;
  std::map<std::string, std::vector<std::string>> names_;
  std::map<std::string, std::optional<FileState>> states_;
  std::map<std::string, Instant> times_;  ///< as the listings reported them
  std::vector<std::string> strays_;
};

}  // namespace

SourceListing list_source(Remote& remote, const feed::Source& source,
                          const std::vector<feed::FilePattern>& patterns) {
  Surveyor surveyor(remote, source);
  SourceListing result;
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
