#pragma once

#include <optional>
#include <string>

#include "base/instant.hpp"
#include "postgres/connection.hpp"

namespace nightjar::night {

/// May a night be valid from an instant that is more than a day ahead?
enum class Future { refused, asked_for };

/// What time it is for this machine, whose clock the schedule follows, and for PostgreSQL.
struct Clocks {
  Instant machine;
  Instant database;

  /// The time that both have reached: a clock that runs ahead does not decide alone.
  [[nodiscard]] Instant agreed() const;
  /// How far apart they are, in a sentence; nothing where it is a matter of minutes.
  [[nodiscard]] std::optional<std::string> disagreement() const;
};

/// What to do about clocks that disagree.
extern const char* const set_the_clocks;

Clocks read_clocks(postgres::Executor& database);

/// Whether an instant is more than a day ahead.
bool is_far_ahead(Instant instant, const Clocks& clocks);

/// Throws Misconfigured where a night is valid from an instant that is more than a day ahead:
/// until then every later night would be refused.
void refuse_future(const std::string& dataset, Instant as_of, const Clocks& clocks);

}  // namespace nightjar::night
