#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "comparing/findings.hpp"
#include "feed/definition.hpp"
#include "feed/match.hpp"
#include "night/night_context.hpp"

namespace nightjar::night {

/// Where in PostgreSQL a comparison's findings go.
class Destination : public comparing::Findings {
 public:
  /// All records have been handed over. Throws Error where PostgreSQL took another number of them.
  /// Returns those whose keys the table knows.
  virtual std::vector<feed::Match> finish_rows(std::uint64_t expected) = 0;
  /// All rejects have been listed. Returns how many were more than the ledger lists.
  virtual std::uint64_t finish_rejects() = 0;
  /// Completes a table that was filled directly, within the night's publication.
  virtual void finish_table() = 0;
};

/// To the staging table, for a feed whose table has rows.
std::unique_ptr<Destination> stage_changes(NightContext& night, const feed::Definition& feed);

/// Straight into the feed's table, which has no row yet.
std::unique_ptr<Destination> fill_table(NightContext& night, const feed::Definition& feed);

}  // namespace nightjar::night
