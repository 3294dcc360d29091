#include "night/approval.hpp"

#include <string>

#include "base/error.hpp"
#include "base/format.hpp"
#include "ledger/refusal.hpp"
#include "ledger/runs.hpp"
#include "night/definition_mismatch.hpp"

namespace nightjar::night {

ledger::Run find_held(postgres::Executor& database, std::int64_t run_id) {
  const auto found = ledger::find_run(database, run_id);
  if (!found)
    throw UsageError(fmt::format("there is no run {}", run_id), "`nightjar runs` lists them");
  if (found->outcome != "held") {
    throw UsageError(fmt::format("run {} is not held: it is {}", run_id, found->outcome),
                     "only a night that a guard held can be approved");
  }
  return found->run;
}

void refuse_overtaken(postgres::Executor& database, const ledger::Run& run) {
  const auto later = ledger::overtaking_night(database, run);
  if (!later) return;
  throw Error(fmt::format("run {} can no longer be approved: run {} is newer, and is {}", run.id,
                          later->run.id, later->outcome),
              later->outcome == "held" ? fmt::format("nightjar approve {}", later->run.id)
                                       : "run the dataset again");
}

void refuse_pointless(postgres::Executor& database, const ledger::Run& run,
                      const feed::Dataset& dataset) {
  const auto fitting = ledger::fitting_records(database, run);
  if (fitting.records > 0) return;
  const std::string correction =
      correction_of(dataset, ledger::mismatches(database, fitting.read_by_run_id, {}));
  throw UsageError(
      fmt::format("run {} cannot be approved: it would load nothing, since no record was accepted",
                  run.id),
      !correction.empty()
          ? correction
          : fmt::format(
                "have the vendor deliver the files, then: nightjar run {}; where empty files "
                "are right, say so in {}, under the feed: guards: {{allow_empty: true}}",
                run.dataset, dataset.file.string()));
}

}  // namespace nightjar::night
