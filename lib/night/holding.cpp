#include "night/holding.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "base/format.hpp"
#include "ledger/refusal.hpp"
#include "ledger/runs.hpp"
#include "night/afterwards.hpp"
#include "night/definition_mismatch.hpp"
#include "night/refusal.hpp"

namespace nightjar::night {
namespace {

/// What to do about a held night.
void tell_remedy(NightContext& night, const std::vector<ledger::DefinitionMismatch>& mismatches) {
  ledger::Report& report = night.report;
  report.needs_correction = !mismatches.empty();
  report.remedy =
      report.needs_correction
          ? correction_of(night.dataset, mismatches)
          : fmt::format(
                "nightjar show {0} shows what it would change; if that is right: nightjar approve "
                "{0}; if not, have the vendor correct the files, then: nightjar run {1}",
                night.run.id, night.dataset.name);
}

/// For the person who will decide about a held night. The night's transaction cannot be used for
/// anything else after this.
void keep_examples(NightContext& night, const std::vector<ReconciledFeed>& feeds) {
  afterwards(night.observer, night.dataset.name,
             "the night is held without examples of what it would change", [&] {
               for (const ReconciledFeed& feed : feeds) {
                 for (const loading::Example& example : examples(night, feed)) {
                   ledger::add_example(night.database, night.run, feed.definition().name(),
                                       example.op, example.json);
                 }
               }
             });
}

/// Files of a night that may be approved must be in the archive.
void end_held(NightContext& night, Archiving& archiving) {
  night.publication.give_up();
  try {
    archiving.secure(night.database, night.observer);
  } catch (Error& error) {
    error.in(fmt::format("the night would be held ({}), but its files cannot be kept",
                         fmt::join(night.report.reasons, "; ")));
    throw;
  }
  night.report.outcome = ledger::Outcome::held;
  ledger::close_run(night.database, night.report);
  note_refused(night);
}

/// Ends a night with the same bytes as a refused one in the same way, without reading them.
void refuse_again(NightContext& night, const ledger::Refusal& refusal, const NightFiles& files,
                  Archiving& archiving) {
  // Without times at the source each attempt must fetch the files, and would add another row.
  const auto all = files.dumps.files();
  const bool all_timed = std::all_of(
      all.begin(), all.end(), [](const DumpFile* file) { return file->modified.has_value(); });
  if (!all_timed) throw RefusedBefore(refusal, night.dataset.name);
  const std::string why = fmt::format("the files have the bytes of run {}, which were refused: {}",
                                      refusal.read_by_run_id, refusal.why);
  if (refusal.outcome == ledger::Outcome::failed) {
    throw BadDump(
        why,
        fmt::format(
            "have the vendor deliver other files; to read these again: nightjar run {} --again",
            night.dataset.name));
  }
  night.report.reasons = {why};
  tell_remedy(night, ledger::mismatches(night.database, refusal.read_by_run_id, {}));
  end_held(night, archiving);
}

/// The same bytes as the newest night.
bool end_unchanged(NightContext& night, const NightFiles& files, Archiving& archiving) {
  auto feeds = same_as_newest(night, files.dumps);
  if (!feeds) return false;
  secure(night, archiving);
  night.report.feeds = std::move(*feeds);
  night.report.outcome = ledger::Outcome::unchanged;
  ledger::close_run(night.database, night.report);
  return true;
}

}  // namespace

void hold(NightContext& night, HeldNight held, Archiving& archiving) {
  tell_remedy(night,
              ledger::mismatches(night.database, night.run.id, ledger::feeds_json(night.report)));
  keep_examples(night, held.feeds);
  end_held(night, archiving);
}

bool end_known(NightContext& night, const NightFiles& files, Archiving& archiving) {
  if (!night.refusal) return end_unchanged(night, files, archiving);
  refuse_again(night, *night.refusal, files, archiving);
  return true;
}

void note_refused(NightContext& night) {
  ledger::note_refused(night.database, night.run, night.dataset.digest,
                       night.refusal ? std::optional(night.refusal->read_by_run_id) : std::nullopt);
}

void secure(NightContext& night, Archiving& archiving) {
  try {
    archiving.secure(night.database, night.observer);
  } catch (const Misconfigured& error) {
    night.observer.notice(night.dataset.name,
                          fmt::format("the night is not affected, but its files are not in the "
                                      "archive: {}",
                                      with_remedy(error)));
  }
}

}  // namespace nightjar::night
