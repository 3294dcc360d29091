#pragma once

#include <string>
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

/// How the files of a dump end.
struct FileEnds {
  LastLine last_line = LastLine::unknown;  ///< of all: lost_end if one of them lost it
  std::string file{};                      ///< that lost it
  bool may_be_cut = false;                 ///< its last record is new, changed or rejected
};

/// The judgement of the guards on a feed's reconciliation.
std::vector<ledger::Guard> judge(const feed::Definition& feed,
                                 const comparing::Reconciliation& reconciliation,
                                 const FileEnds& ends);

/// Whether the files of a dump are all there, are not empty and not older than those that are
/// already loaded. `empty`: names of those without a byte, if others have some.
ledger::Guard judge_files(const Dump& dump, const std::vector<std::string>& empty);

/// Holds a night because this feed's file is missing.
ledger::Guard missing_file(const feed::Definition& feed);

}  // namespace nightjar::night
