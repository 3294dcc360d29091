#include "pickup/source_listing.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/wildcard.hpp"
#include "pickup/dated_folder.hpp"
#include "pickup/manifest.hpp"
#include "pickup/newest.hpp"
#include "pickup/parts.hpp"
#include "pickup/rank.hpp"
#include "pickup/selection.hpp"
#include "pickup/survey.hpp"

namespace nightjar::pickup {
namespace {

using Names = std::vector<std::string>;

Names alternatives_of(const feed::FilePattern& pattern) {
  Names all{pattern.name};
  all.insert(all.end(), pattern.alternatives.begin(), pattern.alternatives.end());
  return all;
}

/// The items whose names have not come before.
template <class Item, class Name>
std::vector<Item> each_once(std::vector<Item> items, Name&& name_of) {
  std::set<std::string> seen;
  std::erase_if(items, [&](const Item& item) { return !seen.insert(name_of(item)).second; });
  return items;
}

/// Finds the files of the feeds.
class Lister {
 public:
  explicit Lister(Survey& survey) : survey_(survey) {}

  SourceListing run(const std::vector<feed::FilePattern>& patterns) && {
    for (const feed::FilePattern& pattern : patterns) {
      ListedDump dump = find(pattern);
      if (dump.files.empty() && dump.missing.empty()) dump.missing = {pattern.name};
      for (const ListedFile& file : dump.files) require_marker(file);
      listing_.dumps.push_back(std::move(dump));
    }
    listing_.unmarked =
        each_once(std::move(listing_.unmarked), [](const auto& why) { return why; });
    listing_.strays = survey_.strays();
    return std::move(listing_);
  }

 private:
  ListedDump find(const feed::FilePattern& pattern) {
    if (!pattern.manifest.empty()) return by_manifest(pattern);
    for (const std::string& name : alternatives_of(pattern)) {
      ListedDump dump = pattern.all_parts ? by_numbers(name) : one_file(name, pattern.newest);
      if (!dump.files.empty()) return dump;
    }
    return {};
  }

  ListedDump one_file(const std::string& name, feed::Newest newest) {
    ListedDump dump;
    if (const auto file = newest_file(survey_, name, newest)) add(*file, dump);
    return dump;
  }

  ListedDump by_numbers(const std::string& pattern) {
    const Names names = newest_files(survey_, pattern);
    PartNumbers numbers = check_numbers(names);
    if (numbers.contradiction) refuse_contradiction(pattern, *numbers.contradiction);
    ListedDump dump{{}, std::move(numbers.missing)};
    for (const std::string& name : names) add(name, dump);
    return dump;
  }

  [[noreturn]] void refuse_contradiction(const std::string& pattern,
                                         const std::pair<std::string, std::string>& names) const {
    throw Misconfigured(
        fmt::format("{}: {} and {} cannot be parts of one dump: they have the same number, or "
                    "different numbers of all parts",
                    survey_.address(pattern), names.first, names.second),
        "narrow the pattern down to the parts of one dump, or ask the vendor to remove the others");
  }

  ListedDump by_manifest(const feed::FilePattern& pattern) {
    const auto manifest = newest_file(survey_, pattern.manifest, feed::Newest::by_name);
    if (!manifest || is_outdated(*manifest, pattern)) return {{}, {pattern.manifest}};
    if (const auto& state = survey_.look(*manifest))
      listing_.manifests.push_back({*manifest, *state});
    ListedDump dump;
    for (const std::string& name : listed_in(*manifest, pattern)) add(name, dump);
    return dump;
  }

  /// Whether there are parts of a newer date, whose manifest is not there yet.
  bool is_outdated(const std::string& manifest, const feed::FilePattern& pattern) {
    if (!is_pattern(pattern.manifest) || dated_folder_of(pattern.manifest)) return false;
    const std::string date = rank_in(manifest, pattern.manifest).date;
    for (const std::string& one : alternatives_of(pattern)) {
      if (!is_pattern(one) || dated_folder_of(one)) continue;
      const Names parts = survey_.matching(one);
      if (std::any_of(parts.begin(), parts.end(),
                      [&](const std::string& part) { return rank_in(part, one).date > date; })) {
        return true;
      }
    }
    return false;
  }

  /// The parts that a manifest lists, in natural order, each once.
  Names listed_in(const std::string& manifest, const feed::FilePattern& pattern) {
    const std::string folder = manifest.substr(0, manifest.rfind('/') + 1);  // npos + 1 is 0
    Names names;
    for (ListedName& listed : read_manifest(survey_.text_of(manifest))) {
      if (listed.name.starts_with("./")) listed.name.erase(0, 2);
      if (!is_part(listed.name, pattern)) continue;
      names.push_back(folder + listed.name);
      if (listed.checksum) listing_.checksums.emplace(names.back(), *listed.checksum);
    }
    if (names.empty()) {
      throw Misconfigured(fmt::format("{}: lists no file that `file: {}` matches",
                                      survey_.address(manifest), pattern.name),
                          "look at the manifest, and correct `file:` or `manifest:`");
    }
    std::sort(names.begin(), names.end(), comes_before);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
  }

  /// Only names without a folder: a manifest is not to be trusted with paths.
  static bool is_part(const std::string& name, const feed::FilePattern& pattern) {
    const Names all = alternatives_of(pattern);
    return std::any_of(all.begin(), all.end(),
                       [&](const std::string& one) { return matches(base_name(one), name); });
  }

  void add(const std::string& name, ListedDump& dump) {
    const auto& state = survey_.look(name);
    if (state) {
      dump.files.push_back({name, *state});
    } else {
      dump.missing.push_back(name);
    }
  }

  void require_marker(const ListedFile& file) {
    const std::string name = companion(survey_.source().marker, file.name);
    if (name.empty()) return;
    const auto& marker = survey_.look(name);
    if (!marker) {
      note_unmarked(fmt::format("{}: its marker {} is not there", file.name, name));
    } else if (marker->modified && file.state.modified &&
               *marker->modified < *file.state.modified) {
      note_unmarked(fmt::format("{}: its marker {} is older than it", file.name, name));
    }
  }

  void note_unmarked(std::string why) { listing_.unmarked.push_back(std::move(why)); }

  Survey& survey_;
  SourceListing listing_;
};

}  // namespace

std::vector<ListedFile> SourceListing::files() const {
  std::vector<ListedFile> all;
  for (const ListedDump& dump : dumps) all.insert(all.end(), dump.files.begin(), dump.files.end());
  return each_once(std::move(all), [](const ListedFile& file) { return file.name; });
}

std::vector<std::string> SourceListing::missing() const {
  Names all;
  for (const ListedDump& dump : dumps)
    all.insert(all.end(), dump.missing.begin(), dump.missing.end());
  return each_once(std::move(all), [](const std::string& name) { return name; });
}

SourceListing list_source(Remote& remote, const feed::Source& source,
                          const std::vector<feed::FilePattern>& patterns) {
  Survey survey(remote, source);
  return Lister(survey).run(patterns);
}

}  // namespace nightjar::pickup
