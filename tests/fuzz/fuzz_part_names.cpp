#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "pickup/manifest.hpp"
#include "pickup/parts.hpp"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

/// An order in which each of three names has one place.
void check_order(const std::string& a, const std::string& b, const std::string& c) {
  using nightjar::pickup::comes_before;
  require(!comes_before(a, a));
  require(comes_before(a, b) != comes_before(b, a) || a == b);
  require(!comes_before(a, b) || !comes_before(b, c) || comes_before(a, c));
}

}  // namespace

// Any bytes are a manifest; its names have an order, and no part is missing that is there.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::string> names;
  for (auto& listed :
       nightjar::pickup::read_manifest({reinterpret_cast<const char*>(data), size})) {
    names.push_back(std::move(listed.name));
  }
  for (std::size_t i = 2; i < names.size(); ++i) check_order(names[i - 2], names[i - 1], names[i]);
  std::sort(names.begin(), names.end(), nightjar::pickup::comes_before);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  const auto numbers = nightjar::pickup::check_numbers(names);
  for (const std::string& missing : numbers.missing) {
    require(std::find(names.begin(), names.end(), missing) == names.end());
  }
  require(!numbers.contradiction || numbers.missing.empty());
  return 0;
}
