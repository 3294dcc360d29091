#include "night/clocks.hpp"

#include <algorithm>
#include <chrono>

#include "base/error.hpp"
#include "base/format.hpp"
#include "night/sql.hpp"

namespace nightjar::night {
namespace {

using std::chrono::microseconds;

/// More than the difference of synchronised clocks plus the network delay to a distant server.
constexpr std::chrono::minutes tolerance{5};

/// Zones of dates are within a day of each other, and a dump may be labelled with the day it is
/// for.
constexpr std::chrono::days allowed_ahead{1};

/// "400 days", "26 hours", "7 minutes": rounded.
std::string span_text(microseconds span) {
  using namespace std::chrono;
  if (span >= days(2)) return fmt::format("{} days", round<days>(span).count());
  if (span >= hours(2)) return fmt::format("{} hours", round<hours>(span).count());
  return fmt::format("{} minutes", round<minutes>(span).count());
}

std::string shown(Instant instant) {
  return to_string(std::chrono::floor<std::chrono::seconds>(instant));
}

}  // namespace

const char* const set_the_clocks =
    "set the one that is wrong (`timedatectl` shows this machine's), and synchronise both by NTP";

Instant Clocks::agreed() const { return std::min(machine, database); }

std::optional<std::string> Clocks::disagreement() const {
  const microseconds apart = std::max(machine, database) - agreed();
  if (apart <= tolerance) return std::nullopt;
  return fmt::format(
      "the clocks of this machine ({}) and of PostgreSQL ({}) are {} apart; the schedule follows "
      "the first, the ledger's times the second",
      shown(machine), shown(database), span_text(apart));
}

Clocks read_clocks(postgres::Executor& database) {
  const Instant before = now();
  const Instant theirs{microseconds(database.query(sql::database_clock).integer(0, 0))};
  return {std::clamp(theirs, before, std::max(before, now())), theirs};
}

bool is_far_ahead(Instant instant, const Clocks& clocks) {
  return instant > clocks.agreed() + allowed_ahead;
}

void refuse_future(const std::string& dataset, Instant as_of, const Clocks& clocks) {
  if (!is_far_ahead(as_of, clocks)) return;
  const auto apart = clocks.disagreement();
  throw Misconfigured(
      fmt::format(
          "a night of {} would be valid from {}, which is {} ahead of {}: until then every "
          "later night would be refused",
          dataset, shown(as_of), span_text(as_of - clocks.agreed()),
          apart ? fmt::format("the time that both clocks have reached ({})", shown(clocks.agreed()))
                : fmt::format("now ({})", shown(clocks.agreed()))),
      apart ? fmt::format("{}; a night that is meant to lie in the future needs --future",
                          set_the_clocks)
            : "run the dataset with the right --as-of; a night that is meant to lie in the future "
              "needs --future");
}

}  // namespace nightjar::night
