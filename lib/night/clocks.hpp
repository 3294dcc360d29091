#pragma once

#include <optional>
#include <string>

#include "base/instant.hpp"
#include "postgres/connection.hpp"

namespace nightjar::night {

/// Whether a night may be valid from an instant more than a day ahead.
enum class Future { refused, asked_for };

/// The time of this machine, whose clock the schedule uses, and of PostgreSQL.
struct Clocks {
  Instant machine;
  Instant database;

  /// The earlier of the two: a clock that is ahead does not decide alone.
  [[nodiscard]] Instant agreed() const;
  /// How far apart they are, in a sentence; nothing if it is only minutes.
  [[nodiscard]] std::optional<std::string> disagreement() const;
};

/// The remedy for clocks that disagree.
extern const char* const set_the_clocks;

Clocks read_clocks(postgres::Executor& database);

/// Whether an instant is more than a day ahead.
bool is_far_ahead(Instant instant, const Clocks& clocks);

/// Throws Misconfigured if a night is valid from an instant more than a day ahead: until then every
/// later night would be refused.
void refuse_future(const std::string& dataset, Instant as_of, const Clocks& clocks);

}  // namespace nightjar::night
