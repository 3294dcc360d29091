#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "night/observer.hpp"
#include "postgres/connection.hpp"

namespace nightjar::night {

/// Records in the ledger the current stage of a night and what it waits for, and passes everything
/// on. A failure to do so does not fail the night.
class LedgerObserver : public NightObserver {
 public:
  /// Both must outlive this object. `database` belongs to the night's own thread.
  LedgerObserver(NightObserver& observer, postgres::Executor& database)
      : observer_(observer), database_(database) {}

  void begun(std::int64_t run_id) override;
  void interrupted(std::int64_t run_id, std::string_view error) override;
  void stage(std::string_view stage, std::string_view feed) override;
  void progress(std::uint64_t bytes_done, std::uint64_t bytes_in_all) override;
  void notice(std::string_view feed, std::string_view text) override;
  void waiting(std::string_view reason, Instant until) override;
  void retrying(const Error& error, int attempt, std::chrono::milliseconds delay) override;
  void stale(std::string_view dataset, std::string_view text) override;
  void tick() override;

 private:
  void note_waiting(const std::string& reason);

  NightObserver& observer_;
  postgres::Executor& database_;
  std::optional<std::int64_t> run_id_;
  std::string waits_for_;  ///< empty: for nothing
};

}  // namespace nightjar::night
