#include <cstdint>
#include <limits>
#include <vector>

#include "comparing/fingerprint_index.hpp"
#include "support/catch.hpp"

using nightjar::Fingerprint;
using nightjar::fingerprint_of;
using nightjar::comparing::FingerprintIndex;

TEST_CASE("An index finds what was added, and nothing else") {
  std::vector<Fingerprint> owner;
  FingerprintIndex index;
  CHECK_FALSE(index.find(fingerprint_of("x"), owner));
  for (int i = 0; i < 200'000; ++i) {  // so many that its table grows a few times
    owner.push_back(fingerprint_of(std::to_string(i)));
    index.add(owner.size() - 1, owner);
  }
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < owner.size(); ++i) {
    if (index.find(owner[i], owner) != i) ++wrong;
    if (index.find(fingerprint_of("no " + std::to_string(i)), owner)) ++wrong;
  }
  CHECK(wrong == 0);
}

TEST_CASE("An index that was given room finds the same") {
  std::vector<Fingerprint> owner;
  for (int i = 0; i < 1000; ++i) owner.push_back(fingerprint_of(std::to_string(i)));
  FingerprintIndex index;
  index.reserve(owner.size(), owner);
  for (std::size_t i = 0; i < owner.size(); ++i) index.add(i, owner);
  for (std::size_t i = 0; i < owner.size(); ++i) REQUIRE(index.find(owner[i], owner) == i);
}

TEST_CASE("Of equal fingerprints the one that was added first is found") {
  const std::vector<Fingerprint> owner{fingerprint_of("a"), fingerprint_of("b"),
                                       fingerprint_of("a")};
  FingerprintIndex index;
  CHECK(index.add(0, owner) == 0);
  CHECK(index.add(1, owner) == 1);
  CHECK(index.add(2, owner) == 0);
  CHECK(index.find(fingerprint_of("a"), owner) == 0);
}

TEST_CASE("Fingerprints that all want one slot are distinguished, also at the table's end") {
  for (const std::uint64_t low : {std::uint64_t{0}, std::numeric_limits<std::uint64_t>::max()}) {
    std::vector<Fingerprint> owner;
    FingerprintIndex index;
    for (std::uint64_t high = 0; high < 300; ++high) {
      owner.push_back({high, low});
      index.add(owner.size() - 1, owner);
    }
    for (std::size_t i = 0; i < owner.size(); ++i) REQUIRE(index.find(owner[i], owner) == i);
    CHECK_FALSE(index.find({300, low}, owner));
  }
}

TEST_CASE("An index of a few positions far apart finds them, whatever their order") {
  constexpr std::size_t positions[] = {99'999, 3, 70'000, 0, 512};
  std::vector<Fingerprint> owner(100'000);
  FingerprintIndex index;
  for (const std::size_t position : positions) {
    owner[position] = fingerprint_of(std::to_string(position));
    CHECK(index.add(position, owner) == position);
  }
  for (const std::size_t position : positions) {
    CHECK(index.find(fingerprint_of(std::to_string(position)), owner) == position);
  }
  CHECK_FALSE(index.find(fingerprint_of("4"), owner));
}

TEST_CASE("An index that was cleared finds nothing and can be used again") {
  const std::vector<Fingerprint> owner{fingerprint_of("a")};
  FingerprintIndex index;
  index.add(0, owner);
  index.clear();
  CHECK_FALSE(index.find(owner[0], owner));
  index.add(0, owner);
  CHECK(index.find(owner[0], owner) == 0);
}
