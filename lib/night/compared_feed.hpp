#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "comparing/comparison.hpp"
#include "comparing/fingerprint_cache.hpp"
#include "ledger/feed_state.hpp"
#include "ledger/reject_writer.hpp"
#include "ledger/report.hpp"
#include "loading/change_writer.hpp"
#include "loading/size_trial.hpp"
#include "night/dumps.hpp"
#include "night/guards.hpp"
#include "night/night_context.hpp"

namespace nightjar::night {

/// Where the findings of a feed's comparison go.
struct FeedOutlets {
  ledger::RejectWriter rejects;
  loading::SizeTrial size_trial;
  std::unique_ptr<loading::ChangeWriter> changes;
};

/// A feed whose dump was compared with the live rows. The fate of its records is not decided yet.
struct ComparedFeed {
  const Dump* dump = nullptr;
  std::string digest;        ///< of the definition
  std::string bytes_digest;  ///< of the definition and the header of the first CSV
  ledger::FeedState before;
  std::uint64_t byte_order_marks = 0;              ///< in front of records
  LastLine last_line = LastLine::unknown;          ///< of all files
  std::vector<std::size_t> files_that_lost_end{};  ///< of the dump, counted from 0
  std::vector<std::string> empty_files{};  ///< names of those without a byte, if others have some
  std::unique_ptr<comparing::FingerprintCacheWriter> fingerprint_cache;
  std::unique_ptr<FeedOutlets> outlets;
  std::unique_ptr<comparing::Comparison> comparison;  ///< uses the two above
  ledger::FeedReport report;
};

/// Empties staging and, after a change of the feed's definition, renews the fingerprints; then
/// compares the dump with the live rows while reading it, and stages and rejects records.
ComparedFeed compare(NightContext& night, const Dump& dump);

}  // namespace nightjar::night
