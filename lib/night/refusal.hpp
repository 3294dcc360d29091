#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "ledger/refusal.hpp"
#include "ledger/report.hpp"
#include "night/dumps.hpp"

namespace nightjar::night {

/// Whether these are the refused files, each with the same name, size and time. If the source
/// reports no times, they may still be other files.
bool has_files(const ledger::Refusal& refusal, const std::vector<FileAtSource>& files);
/// Whether these are the refused bytes, whatever the files are called; false if a digest is not
/// known.
bool has_bytes(const ledger::Refusal& refusal, const Dumps& dumps);

/// The source still has only files that were refused: no night is run.
class RefusedBefore : public Error {
 public:
  RefusedBefore(const ledger::Refusal& refusal, const std::string& dataset);

  [[nodiscard]] std::int64_t run_id() const { return run_id_; }
  [[nodiscard]] ledger::Outcome outcome() const { return outcome_; }

 private:
  std::int64_t run_id_;
  ledger::Outcome outcome_;
};

}  // namespace nightjar::night
