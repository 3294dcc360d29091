#include "night/scratch.hpp"

#include <functional>
#include <system_error>
#include <utility>
#include <vector>

#include "base/folder.hpp"
#include "pickup/part_file.hpp"

namespace nightjar::night {
namespace {

namespace fs = std::filesystem;

fs::path staging_of(const fs::path& state_dir, const std::string& dataset) {
  return state_dir / "staging" / dataset;
}

/// A leftover that cannot be removed does no harm: a new file replaces it.
void remove_where(const fs::path& folder, const std::function<bool(const fs::path&)>& is_left) {
  std::vector<fs::path> left;
  std::error_code ignored;
  for (const fs::path& entry : entries_of(folder, ignored)) {
    if (is_left(entry)) left.push_back(entry);
  }
  for (const fs::path& path : left) fs::remove_all(path, ignored);
}

}  // namespace

void clear_leftovers(const fs::path& state_dir, const std::string& dataset) {
  remove_where(staging_of(state_dir, dataset),
               [](const fs::path& path) { return !pickup::may_be_continued(path); });
  remove_where(state_dir / "fingerprints", [&](const fs::path& path) {
    return path.extension() == ".part" && path.filename().string().starts_with(dataset + ".");
  });
}

Scratch::Scratch(fs::path state_dir, std::string dataset)
    : state_dir_(std::move(state_dir)), dataset_(std::move(dataset)) {
  clear_leftovers(state_dir_, dataset_);
}

Scratch::~Scratch() { clear_leftovers(state_dir_, dataset_); }

fs::path Scratch::folder() const { return staging_of(state_dir_, dataset_); }

}  // namespace nightjar::night
