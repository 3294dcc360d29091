#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "comparing/fingerprint_cache.hpp"
#include "comparing/reconciliation.hpp"
#include "feed/definition.hpp"
#include "ledger/report.hpp"
#include "loading/change_writer.hpp"
#include "loading/examples.hpp"
#include "night/compared_feed.hpp"
#include "night/dumps.hpp"
#include "night/guards.hpp"
#include "night/night_context.hpp"

namespace nightjar::night {

/// A feed of which the fate of every record and row is decided. Its tables are as before.
struct ReconciledFeed {
  const Dump* dump = nullptr;
  comparing::Reconciliation reconciliation;
  FileEnds ends;
  std::vector<std::string> empty_files;  ///< names of those without a byte, if others have some
  std::string digest;                    ///< of the definition
  std::string bytes_digest;              ///< of the definition and the header of the first CSV
  std::int64_t next_row_id = 0;
  std::unique_ptr<loading::ChangeWriter> changes;
  std::unique_ptr<comparing::FingerprintCacheWriter> fingerprint_cache;
  ledger::FeedReport report;

  [[nodiscard]] const feed::Definition& definition() const { return *dump->definition; }
};

/// Decides the fate of every record and row, lists the last rejects, and tells the observer what
/// was skipped. Throws Error if the counts do not balance, and BadDump if the file was
/// written to meanwhile. What was only needed to compare is given back.
ReconciledFeed reconcile(NightContext& night, ComparedFeed compared);

/// Some of the rows that publish() would write, which is not called any more then.
std::vector<loading::Example> examples(const NightContext& night, const ReconciledFeed& feed);

/// A feed whose changes are written, though not committed yet.
struct PublishedFeed {
  std::string name;
  std::unique_ptr<comparing::FingerprintCacheWriter> fingerprint_cache;
  comparing::FingerprintCacheStamp stamp;
  ledger::FeedReport report;
};

/// Writes the versions and the feed's new state. `is_approved`: whether a person let it pass.
PublishedFeed publish(NightContext& night, ReconciledFeed feed, bool is_approved);

/// Whether the last line of the next file is expected to have an end; nothing if that is as before.
/// A file that lost its end and was loaded, because nothing new depended on it, changes nothing.
std::optional<bool> expected_line_end(LastLine last_line, bool is_approved);

}  // namespace nightjar::night
