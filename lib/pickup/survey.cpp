#include "pickup/survey.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/utf8.hpp"
#include "base/wildcard.hpp"
#include "pickup/selection.hpp"

namespace nightjar::pickup {
namespace {

constexpr std::size_t most_text_bytes = std::size_t{1} << 20;

/// The known answer about a folder, or that of `ask`.
template <class Listings, class Ask>
const std::vector<std::string>& known(Listings& listings, const std::string& folder, Ask&& ask) {
  const auto found = listings.find(folder);
  return found != listings.end() ? found->second : listings.emplace(folder, ask()).first->second;
}

}  // namespace

const std::optional<FileState>& Survey::look(const std::string& name) {
  const auto found = states_.find(name);
  if (found != states_.end()) return found->second;
  return states_.emplace(name, remote_.look(name)).first->second;
}

std::optional<Instant> Survey::time_of(const std::string& name) {
  const auto found = times_.find(name);
  if (found != times_.end()) return found->second;
  const auto& state = look(name);
  if (!state) return std::nullopt;
  return state->modified.value_or(Instant::min());
}

std::string Survey::text_of(const std::string& name) { return pickup::text_of(remote_, name); }

std::vector<std::string> Survey::matching(const std::string& pattern, bool with_times) {
  const auto slash = pattern.rfind('/') + 1;  // npos + 1 is 0
  const std::string folder = pattern.substr(0, slash);
  auto found = without_strays(candidates(with_times ? names_with_times(folder) : names(folder),
                                         pattern.substr(slash), source_.marker, source_.checksum));
  for (std::string& name : found) name.insert(0, folder);
  return found;
}

std::vector<std::string> Survey::folders(const std::string& parent, const std::string& pattern) {
  auto found = known(folders_, parent, [&] { return remote_.folders(parent); });
  std::erase_if(found, [&](const std::string& name) { return !matches(pattern, name); });
  return without_strays(std::move(found));
}

const std::vector<std::string>& Survey::names(const std::string& folder) {
  return known(names_, folder, [&] { return remote_.names(folder); });
}

const std::vector<std::string>& Survey::names_with_times(const std::string& folder) {
  return known(timed_, folder, [&] {
    std::vector<std::string> names;
    for (curl::ListingEntry& file : remote_.list(folder)) {
      if (file.modified) times_.emplace(folder + file.name, *file.modified);
      names.push_back(std::move(file.name));
    }
    return names;
  });
}

std::vector<std::string> Survey::without_strays(std::vector<std::string> found) {
  const auto strays = std::stable_partition(
      found.begin(), found.end(), [](const auto& name) { return !has_control_character(name); });
  strays_.insert(strays_.end(), strays, found.end());
  found.erase(strays, found.end());
  return found;
}

std::string text_of(Remote& remote, const std::string& name) {
  std::string text;
  remote.download(name, 0, [&](std::string_view piece) {
    text += piece;
    if (text.size() > most_text_bytes) {
      throw BadDump(
          fmt::format("{}: too long for a checksum file or a manifest", remote.address(name)),
          "check the source's checksum file, or the feed's manifest");
    }
  });
  return text;
}

}  // namespace nightjar::pickup
