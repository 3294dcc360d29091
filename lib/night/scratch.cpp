#include "night/scratch.hpp"

#include <system_error>
#include <vector>

namespace nightjar::night {
namespace {

namespace fs = std::filesystem;

/// What cannot be removed is in nobody's way: a file that arrives replaces it.
void clear(const fs::path& folder) {
  std::vector<fs::path> left;
  std::error_code ignored;
  for (fs::directory_iterator entry(folder, ignored), end; !ignored && entry != end;
       entry.increment(ignored)) {
    if (entry->path().extension() != ".part") left.push_back(entry->path());
  }
  for (const fs::path& path : left) fs::remove_all(path, ignored);
}

}  // namespace

Scratch::Scratch(fs::path folder) : folder_(std::move(folder)) { clear(folder_); }

Scratch::~Scratch() { clear(folder_); }

}  // namespace nightjar::night
