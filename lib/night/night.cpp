#include "night/night.hpp"

#include <utility>
#include <variant>

#include "ledger/runs.hpp"
#include "night/approval.hpp"
#include "night/beginning.hpp"
#include "night/holding.hpp"
#include "night/in_ledger.hpp"
#include "night/judging.hpp"
#include "night/night_files.hpp"
#include "night/publishing.hpp"
#include "night/winding_up.hpp"
#include "schema/catalog_check.hpp"

namespace nightjar::night {
namespace {

Instant instant_for(const NightRequest& request, const std::optional<Original>& original) {
  if (request.as_of) return *request.as_of;
  return original && original->as_of ? *original->as_of : now();
}

}  // namespace

ledger::Report run_night(const config::Settings& settings, const NightRequest& request,
                         NightObserver& observer) {
  const feed::Dataset& dataset = config::find_dataset(settings, request.dataset);
  const auto original = find_original(settings, request);
  const Instant as_of = instant_for(request, original);
  return in_ledger(settings, dataset, as_of, observer, [&](LockedDataset& locked) {
    NightContext night = begin(locked, request, as_of);
    const NightFiles files = pick_up(night, request, original);
    with_archiving(night, files, [&](Archiving& archiving) {
      if (end_known(night, files, archiving)) return;
      auto judged = judge(night, compare(night, files.dumps));
      if (auto* const held = std::get_if<HeldNight>(&judged)) {
        hold(night, std::move(*held), archiving);
      } else {
        secure(night, archiving);
        remember(night, publish(night, std::get<PassedNight>(std::move(judged))));
      }
    });
    wind_up(night);
  });
}

ledger::Run find_approvable(const config::Settings& settings, std::int64_t run_id) {
  postgres::Connection database(settings.database_url, "nightjar approve");
  schema::require_migrated(database);
  ledger::Run run = find_held(database, run_id);
  refuse_pointless(database, run, config::find_dataset(settings, run.dataset));
  return run;
}

ledger::Report approve_night(const config::Settings& settings, const ledger::Run& held,
                             const std::string& person, NightObserver& observer, Future future) {
  const feed::Dataset& dataset = config::find_dataset(settings, held.dataset);
  return in_ledger(settings, dataset, held.as_of, observer, [&](LockedDataset& locked) {
    NightContext night = take_up(locked, held, future);
    const NightFiles files = unpack_held(night);
    ledger::forget_attempt(night.database, night.run);
    PassedNight passed = approve(night, compare(night, files.dumps), person);
    remember(night, publish(night, std::move(passed)));
    wind_up(night);
  });
}

}  // namespace nightjar::night
