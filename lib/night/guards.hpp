#pragma once

#include <vector>

#include "comparing/reconciliation.hpp"
#include "feed/definition.hpp"
#include "ledger/report.hpp"
#include "night/dumps.hpp"

namespace nightjar::night {

/// How a CSV file ends.
enum class LastLine {
  unknown,   ///< no file was read, or it is not CSV
  ended,     ///< by the end of a line
  open,      ///< without a line end, as expected or without an expectation
  lost_end,  ///< without a line end, although the files before had one
};

/// The judgement of the guards on a feed's reconciliation.
std::vector<ledger::Guard> judge(const feed::Definition& feed,
                                 const comparing::Reconciliation& reconciliation,
                                 LastLine last_line);

/// Whether a file is older than the one that is already loaded.
ledger::Guard judge_age(const Dump& dump);

/// Holds a night because this feed's file is missing.
ledger::Guard missing_file(const feed::Definition& feed);

}  // namespace nightjar::night
