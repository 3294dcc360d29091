#include "pickup/watchlist.hpp"

#include <algorithm>

namespace nightjar::pickup {

void Watchlist::note(const Survey& look, Instant now) {
  for (const Sighting& file : look.files) {
    const auto [known, is_new] = since_.try_emplace(file.name, file.state, now);
    if (!is_new && known->second.first != file.state) known->second = {file.state, now};
  }
}

std::chrono::milliseconds Watchlist::until_stable(const Sighting& file, Instant now) const {
  auto rest = now - since_.at(file.name).second;
  const auto& modified = file.state.modified;
  if (modified && *modified <= now) rest = std::max(rest, now - *modified);
  return std::max(std::chrono::milliseconds(0),
                  std::chrono::ceil<std::chrono::milliseconds>(stable_after_ - rest));
}

}  // namespace nightjar::pickup
