#include "night/beginning.hpp"

#include "base/format.hpp"
#include "ledger/refusal.hpp"
#include "ledger/runs.hpp"
#include "night/approval.hpp"
#include "night/night_files.hpp"
#include "schema/catalog_check.hpp"

namespace nightjar::night {
namespace {

/// Throws Error if the dataset has a night with the same or a later as_of.
void refuse_going_back(NightContext& night, const Clocks& clocks) {
  const auto newest = ledger::newest_night(night.database, night.dataset.name);
  if (!newest || night.run.as_of > newest->run.as_of) return;
  throw Error(
      fmt::format("a night of {} cannot be valid from {}: run {} is valid from {}",
                  night.dataset.name, to_string(night.run.as_of), newest->run.id,
                  to_string(newest->run.as_of)),
      is_far_ahead(newest->run.as_of, clocks)
          ? "that night lies in the future: to correct it, see docs/operations.md, \"A night "
            "from the future\""
          : "nights can only be added at the end of the history: give a later --as-of");
}

/// Reports clocks that disagree, and refuses a night in the future, by a wrong clock or a mistake.
void refuse_wrong_time(NightContext& night, Future future) {
  const Clocks clocks = read_clocks(night.database);
  if (const auto apart = clocks.disagreement()) {
    night.observer.notice(night.dataset.name, fmt::format("{} ({})", *apart, set_the_clocks));
  }
  if (future == Future::refused) refuse_future(night.dataset.name, night.run.as_of, clocks);
  refuse_going_back(night, clocks);
}

void require_needed(postgres::Executor& database, const NightRequest& request) {
  if (!request.unless_settled_since) return;
  const Instant since = *request.unless_settled_since;
  const auto settled = ledger::times_of_nights(database, request.dataset, since).last_settled;
  if (settled && *settled >= since) throw NotNeeded(request.dataset);
}

}  // namespace

NotNeeded::NotNeeded(const std::string& dataset)
    : Transient(fmt::format("the night of {} that is due has been run already", dataset)) {}

NightContext begin(LockedDataset& locked, const NightRequest& request, Instant as_of) {
  postgres::Connection& database = locked.database();
  const feed::Dataset& dataset = locked.dataset();
  for (const auto& cut_off : ledger::close_interrupted(database, dataset.name)) {
    locked.observer().interrupted(cut_off.run_id, cut_off.error);
  }
  request.prepare(database);
  require_needed(database, request);
  auto refusal = known_refusal(database, request, dataset);
  if (refusal) require_other_files(*refusal, request, dataset, locked.observer());
  NightContext night = locked.enter(ledger::open_run(database, dataset.name, as_of),
                                    OnFailure::close_run, std::move(refusal));
  schema::require_dataset(database, dataset);
  refuse_wrong_time(night, request.future);
  return night;
}

NightContext take_up(LockedDataset& locked, const ledger::Run& held, Future future) {
  NightContext night = locked.enter(find_held(locked.database(), held.id), OnFailure::keep_run);
  schema::require_dataset(night.database, night.dataset);
  refuse_wrong_time(night, future);
  refuse_overtaken(night.database, night.run);
  return night;
}

}  // namespace nightjar::night
