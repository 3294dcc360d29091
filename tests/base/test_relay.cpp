#include <cstddef>
#include <latch>
#include <stdexcept>
#include <vector>

#include "base/relay.hpp"
#include "support/catch.hpp"

using nightjar::Relay;

TEST_CASE("A relay delivers in the order of push, whichever item is prepared first") {
  std::latch others_prepared(2);
  const auto prepare = [&](int& item) {
    if (item == 0) {
      others_prepared.wait();  // for two items, of which nobody may wait for this one
    } else if (item <= 2) {
      others_prepared.count_down();
    }
    item += 1000;
  };
  std::vector<int> delivered;
  Relay<int> relay(3, {prepare, prepare}, [&](int& item) { delivered.push_back(item); });
  for (int i = 0; i < 100; ++i) relay.push(i);
  relay.finish();
  REQUIRE(delivered.size() == 100);
  for (std::size_t i = 0; i < delivered.size(); ++i) {
    CHECK(delivered[i] == static_cast<int>(i) + 1000);
  }
}

TEST_CASE("What preparing or delivering throws reaches whoever waits for the relay") {
  const auto nothing = [](int&) {};
  const auto fail_at_seven = [](int& item) {
    if (item == 7) throw std::runtime_error("seven");
  };
  const auto push_ten = [](Relay<int>& relay) {
    for (int i = 0; i < 10; ++i) relay.push(i);
    relay.finish();
  };
  Relay<int> fails_to_prepare(2, {fail_at_seven, fail_at_seven}, nothing);
  CHECK_THROWS_WITH(push_ten(fails_to_prepare), "seven");
  Relay<int> fails_to_deliver(2, {nothing, nothing}, fail_at_seven);
  CHECK_THROWS_WITH(push_ten(fails_to_deliver), "seven");
}
