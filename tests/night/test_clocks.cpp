#include "base/error.hpp"
#include "base/instant.hpp"
#include "night/clocks.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::Instant;
using nightjar::Misconfigured;
using nightjar::night::Clocks;
using nightjar::night::is_far_ahead;
using nightjar::night::refuse_future;
using namespace std::chrono_literals;

namespace {

const Instant noon = nightjar::parse_instant("2022-01-01T12:00:00Z").value();

}  // namespace

TEST_CASE("Clocks that are minutes apart agree") {
  CHECK_FALSE((Clocks{noon, noon + 5min}.disagreement()));
  CHECK((Clocks{noon + 5min, noon}.agreed()) == noon);
}

TEST_CASE("Clocks further apart disagree, by a span in a fitting unit") {
  struct Case {
    std::chrono::minutes apart;
    std::string span;
  };
  const auto [apart, span] =
      GENERATE(values<Case>({{6min, "6 minutes"}, {26h, "26 hours"}, {24h * 400, "400 days"}}));
  CHECK_THAT((Clocks{noon, noon + apart}.disagreement().value()), Contains(span + " apart"));
}

TEST_CASE("A night is refused that is more than a day ahead of both clocks") {
  const Clocks clocks{noon, noon};
  CHECK_FALSE(is_far_ahead(noon + 24h, clocks));
  CHECK(is_far_ahead(noon + 25h, clocks));
  CHECK_NOTHROW(refuse_future("shop", noon + 24h, clocks));
  CHECK_THROWS_AS(refuse_future("shop", noon + 25h, clocks), Misconfigured);
  CHECK_THROWS_WITH(refuse_future("shop", noon + 50h, clocks), Contains("2 days ahead of now"));
  CHECK_THROWS_WITH(refuse_future("shop", noon + 50h, {noon, noon + 49h}),
                    Contains("both clocks have reached"));
}
