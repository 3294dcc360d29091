#include "activity_monitor.hpp"

#include <algorithm>
#include <vector>

#include "base/format.hpp"

namespace nightjar::daemon {

using std::chrono::steady_clock;

void ActivityMonitor::idle(const std::string& dataset, const std::string& text) {
  const std::lock_guard lock(mutex_);
  entries_[dataset] = {text, false, steady_clock::now()};
}

void ActivityMonitor::busy(const std::string& dataset, const std::string& text) {
  const std::lock_guard lock(mutex_);
  entries_[dataset] = {text, true, steady_clock::now()};
}

void ActivityMonitor::moved(const std::string& dataset) {
  const std::lock_guard lock(mutex_);
  entries_[dataset].moved = steady_clock::now();
}

void ActivityMonitor::forget(const std::string& dataset) {
  const std::lock_guard lock(mutex_);
  entries_.erase(dataset);
}

std::string ActivityMonitor::status() const {
  const std::lock_guard lock(mutex_);
  if (entries_.empty()) return "no dataset is configured";
  std::vector<std::string> texts;
  for (const auto& [dataset, entry] : entries_) texts.push_back(dataset + ": " + entry.text);
  return fmt::format("{}", fmt::join(texts, "; "));
}

bool ActivityMonitor::all_move(std::chrono::milliseconds within) const {
  const std::lock_guard lock(mutex_);
  const auto limit = steady_clock::now() - within;
  return std::all_of(entries_.begin(), entries_.end(), [&](const auto& entry) {
    return !entry.second.works || entry.second.moved >= limit;
  });
}

}  // namespace nightjar::daemon
