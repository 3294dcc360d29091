#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "comparing/fingerprint_cache.hpp"
#include "feed/definition.hpp"
#include "loading/examples.hpp"
#include "night/clocks.hpp"
#include "night/definition_mismatch.hpp"
#include "night/dumps.hpp"
#include "night/refusal.hpp"
#include "night/report.hpp"
#include "postgres/connection.hpp"

namespace nightjar::night {

/// A line of the ledger.
struct Run {
  std::int64_t id = 0;
  std::string dataset;
  Instant as_of;
  /// What the archive calls it: its identity, or the number where it is older than identities.
  std::string night;
  bool adopted = false;  ///< out of the archive; this database never had it
};

/// What the last commit of a feed left behind.
struct FeedState {
  std::optional<std::string> digest;  ///< of the definition it was loaded by; nothing before that
  std::optional<std::string> token;   ///< what its fingerprint cache bears
  std::int64_t next_row_id = 1;
  /// Of a CSV: whether the last line of its files is expected to have an end.
  std::optional<bool> ends_with_line_end = std::nullopt;
};

/// Which file a feed was read from.
struct FeedFile {
  std::string feed;
  std::string name;  ///< at the source, as readable() has it
};

/// An instant as the sessions of a night write it: `2021-12-17 10:49:40.461+00`.
Instant instant_of(std::string_view text);

/// When a dataset's nights began.
struct NightTimes {
  std::optional<Instant> last_settled;  ///< loaded, unchanged, or held for the operator
  std::optional<Instant> first_since;   ///< the first since an instant, whatever became of it
  std::optional<Instant> last_since;    ///< the last since then, likewise
  std::optional<Instant> last_success;  ///< loaded or unchanged
};

/// A night that was cut off: its process was killed, or lost PostgreSQL.
struct Interrupted {
  std::int64_t run_id = 0;
  std::string error;  ///< what the ledger now says of it
};

/// Closes nights of a dataset that were cut off, unless one is under way. Returns them.
std::vector<Interrupted> close_interrupted(postgres::Connection& database,
                                           const std::string& dataset);

/// Tells when the nights of a dataset began. Needs no lock.
NightTimes times_of_nights(postgres::Executor& database, const std::string& dataset, Instant since);

/// The ledger of nights in schema nightjar. The caller holds the dataset's lock.
class Ledger {
 public:
  explicit Ledger(postgres::Connection& database) : database_(database) {}

  /// Closes nights of the dataset that died before as failed. Returns them.
  std::vector<Interrupted> close_interrupted(const std::string& dataset);
  /// Begins a night.
  Run open(const std::string& dataset, Instant as_of);
  /// The night with this number, if there is one.
  std::optional<Run> find(std::int64_t run_id);
  /// The night with this number. Throws Misconfigured where there is none, or it is not held.
  Run find_held(std::int64_t run_id);
  /// Clears what an earlier attempt at the same night had listed.
  void forget_attempt(const Run& run);
  /// Throws Error where the dataset has a night that is as late as this one, or later.
  void refuse_going_back(const Run& run, const Clocks& clocks);
  /// Throws Error where a later night has taken the place of this one, which is held.
  void refuse_overtaken(const Run& run);

  /// Throws UsageError where no record of a held night was taken.
  void refuse_pointless(const Run& run, const feed::Dataset& dataset);
  /// The feeds of which a night took next to nothing. `feeds`: their counts as feeds_json() has
  /// them; nothing where the ledger has them already.
  std::vector<DefinitionMismatch> mismatches(std::int64_t run_id, const postgres::Parameter& feeds);
  /// Keeps a row that a held night would write.
  void add_example(const Run& run, const feed::Definition& feed, const loading::Example& example);

  void add_dump(const Run& run, const Dump& dump);
  /// Notes where the archive keeps a file of the night, under its name at the source.
  void note_archived(const Run& run, const std::string& name, const std::string& sha256,
                     const std::string& place);
  /// The files of a night, a line a feed.
  std::vector<FeedFile> files_of(std::int64_t run_id);
  /// The file of the newest night that loaded the feed, or found it unchanged.
  std::optional<LoadedFile> newest_file(const Run& run, const feed::Definition& feed);
  /// The held nights that can still be approved, of all datasets, as the archive calls them.
  std::set<std::string> awaiting_approval();
  /// What a comparison would find where the dumps are, byte for byte, those of the newest night,
  /// whose records were all taken; nothing where they are not, or where nobody knows yet.
  std::optional<std::vector<FeedReport>> same_as_newest(const Run& run, const Dumps& dumps);
  /// What the newest night refused, if no other was loaded since, by the dataset's present YAML.
  std::optional<Refusal> newest_refusal(const feed::Dataset& dataset);
  /// Notes that a night's files were refused by this YAML. `read_by_run_id`: the night that had
  /// read the same bytes, where this one did not.
  void note_refused(const Run& run, const feed::Dataset& dataset,
                    std::optional<std::int64_t> read_by_run_id);
  /// Takes a night out of the ledger that was brought nothing but what was refused before.
  void withdraw(const Run& run);
  /// Closes a night that changed nothing: held or failed. The report learns when it ran.
  void close(Report& report);
  /// Notes that a person let a held night pass.
  void approve(postgres::Transaction& transaction, const Run& run, const std::string& person);
  /// Closes a night within the transaction that publishes it.
  void close(postgres::Transaction& transaction, Report& report);

  /// Brings the figures behind answers and reports up to this night; the last step of its
  /// transaction, after close(). The report learns when it ended.
  void refresh_summaries(postgres::Transaction& transaction, const Run& run, Report& report);

  FeedState state_of(const feed::Definition& feed);
  /// Notes what a commit leaves behind; `state` has no token yet, and returned is the new one.
  /// `run_id`: the night, or nothing where only fingerprints were renewed.
  std::string set_state(postgres::Executor& database, const feed::Definition& feed,
                        const FeedState& state, std::optional<std::int64_t> run_id);

 private:
  postgres::Connection& database_;
};

}  // namespace nightjar::night
