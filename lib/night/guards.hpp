#pragma once

#include <vector>

#include "comparing/reconciliation.hpp"
#include "feed/definition.hpp"
#include "ledger/report.hpp"
#include "night/dumps.hpp"

namespace nightjar::night {

/// How a CSV file ends.
enum class LastLine {
  unknown,   ///< nobody has read one, or it is no CSV
  ended,     ///< by the end of a line
  open,      ///< within its last line, as it is expected to or as nobody knows better
  lost_end,  ///< within its last line, where the files before ended by the end of theirs
};

/// How the guards judge a feed's reconciliation.
std::vector<ledger::Guard> judge(const feed::Definition& feed,
                                 const comparing::Reconciliation& reconciliation,
                                 LastLine last_line);

/// Whether a file is older than the one that is loaded already.
ledger::Guard judge_age(const Dump& dump);

/// Holds a night without this feed's file.
ledger::Guard missing_file(const feed::Definition& feed);

}  // namespace nightjar::night
