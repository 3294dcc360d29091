#pragma once

#include <string>
#include <vector>

#include "feed/dataset.hpp"

namespace nightjar::night {

/// A feed nearly all of whose records were rejected: its definition says something else than what
/// the file holds.
struct DefinitionMismatch {
  std::string feed;  ///< `vendor.books`
  std::string rejected;
  std::string read;
  std::string reason;  ///< the most frequent; empty where the ledger lists none any more
  std::string times;   ///< how often it was
  std::string line;    ///< where it was first
  std::string detail;  ///< what was wrong there
};

/// What to correct where records do not fit: the file, the key, and why. Empty where all feeds fit.
std::string correction_of(const feed::Dataset& dataset,
                          const std::vector<DefinitionMismatch>& mismatches);

}  // namespace nightjar::night
