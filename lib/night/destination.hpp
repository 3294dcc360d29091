#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "comparing/change_sink.hpp"
#include "feed/definition.hpp"
#include "feed/match.hpp"
#include "loading/examples.hpp"
#include "loading/feed_table.hpp"
#include "night/night_context.hpp"

namespace nightjar::night {

/// Where in PostgreSQL a comparison's findings go.
class Destination : public comparing::ChangeSink {
 public:
  /// All records have been handed over. Throws Error where PostgreSQL took another number of them.
  /// Returns those whose keys the table knows.
  virtual std::vector<feed::Match> finish_rows(std::uint64_t expected) = 0;
  /// All rejects have been listed. Returns how many were more than the ledger lists.
  virtual std::uint64_t finish_rejects() = 0;
  /// Brings the feed's table up to what was handed over, within the night's publication.
  virtual void publish(const loading::Changes& changes) = 0;
  /// Examples of what publish() would write, which is not called any more then.
  virtual std::vector<loading::Example> examples(const loading::Changes& changes) = 0;
};

/// To the staging table.
std::unique_ptr<Destination> stage_changes(NightContext& night, const feed::Definition& feed);

/// Straight into the feed's table, which was never loaded, or nothing where that cannot be done
/// without getting into somebody's way.
std::unique_ptr<Destination> fill_table(NightContext& night, const feed::Definition& feed);

}  // namespace nightjar::night
