#include "pickup/stability_tracker.hpp"

#include <algorithm>

namespace nightjar::pickup {

void StabilityTracker::note(const SourceListing& look, Instant now) {
  for (const ListedFile& file : look.files()) note(file, now);
  for (const ListedFile& manifest : look.manifests) note(manifest, now);
}

void StabilityTracker::note(const ListedFile& file, Instant now) {
  const auto [known, is_new] = since_.try_emplace(file.name, file.state, now);
  if (!is_new && known->second.first != file.state) known->second = {file.state, now};
}

std::chrono::milliseconds StabilityTracker::until_stable(const ListedFile& file,
                                                         Instant now) const {
  auto rest = now - since_.at(file.name).second;
  const auto& modified = file.state.modified;
  if (modified && *modified <= now) rest = std::max(rest, now - *modified);
  return std::max(std::chrono::milliseconds(0),
                  std::chrono::ceil<std::chrono::milliseconds>(stable_after_ - rest));
}

}  // namespace nightjar::pickup
