#include "night/ledger_observer.hpp"

#include "base/format.hpp"
#include "ledger/runs.hpp"

namespace nightjar::night {
namespace {

/// If the database is not reachable, the night's next statement reports it.
template <class Act>
void quietly(Act&& act) {
  try {
    act();
  } catch (const Error&) {
  }
}

}  // namespace

void LedgerObserver::begun(std::int64_t run_id) {
  run_id_ = run_id;
  observer_.begun(run_id);
}

void LedgerObserver::interrupted(std::int64_t run_id, std::string_view error) {
  observer_.interrupted(run_id, error);
}

void LedgerObserver::stage(std::string_view stage, std::string_view feed) {
  observer_.stage(stage, feed);
  if (!run_id_) return;
  waits_for_.clear();
  const std::string text = feed.empty() ? std::string(stage) : fmt::format("{} {}", stage, feed);
  quietly([&] { ledger::note_stage(database_, *run_id_, text); });
}

void LedgerObserver::progress(std::uint64_t bytes_done, std::uint64_t bytes_in_all) {
  observer_.progress(bytes_done, bytes_in_all);
  note_waiting({});
}

void LedgerObserver::notice(std::string_view feed, std::string_view text) {
  observer_.notice(feed, text);
}

void LedgerObserver::waiting(std::string_view reason, Instant until) {
  observer_.waiting(reason, until);
  note_waiting(fmt::format("the vendor: {}", reason));
}

void LedgerObserver::retrying(const Error& error, int attempt, std::chrono::milliseconds delay) {
  observer_.retrying(error, attempt, delay);
  note_waiting(fmt::format("the next attempt of a transfer: {}", error.what()));
}

void LedgerObserver::stale(std::string_view dataset, std::string_view text) {
  observer_.stale(dataset, text);
}

void LedgerObserver::tick() { observer_.tick(); }

void LedgerObserver::note_waiting(const std::string& reason) {
  if (!run_id_ || reason == waits_for_) return;
  waits_for_ = reason;
  const auto text = reason.empty() ? std::nullopt : std::optional(reason);
  quietly([&] { ledger::note_waiting(database_, *run_id_, text); });
}

}  // namespace nightjar::night
