#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "feed/counts.hpp"

namespace nightjar::ledger {

/// How a night ended. The names stand in nightjar.runs.outcome.
enum class Outcome { loaded, unchanged, held, failed };

std::string_view name_of(Outcome outcome);

/// What kind of failure ended a night, by who can do something about it.
enum class Cause {
  none,            ///< it did not fail
  transient,       ///< time may cure it
  bad_dump,        ///< the vendor
  misconfigured,   ///< the operator
  fault,           ///< nobody knows, or the program itself
  not_needed,      ///< somebody else has run this night meanwhile; nothing was tried
  refused_before,  ///< the source has nothing but what another night refused; nothing was read
};

/// What a night learned of one feed.
struct FeedReport {
  std::string feed;  ///< `vendor.books`
  feed::Counts counts;
  std::uint64_t unlisted_rejects = 0;  ///< rejects beyond what nightjar.rejects takes of one feed
  std::uint64_t bytes = 0;             ///< of the dump, as read
  double compare_seconds = 0;          ///< reading, comparing and staging
  double match_seconds = 0;            ///< finding the staged keys in the table, settling
  double publish_seconds = 0;          ///< writing versions, without the commit
  /// By column that takes one of several elements of an array: in how many of the records that were
  /// parsed, and fit, there were others, which are not loaded. Only columns that have some.
  std::map<std::string, std::uint64_t> several;
};

/// How one guard judged a night: what was found beside what is allowed, in words.
struct Guard {
  std::string feed;
  std::string name;
  std::string found;
  std::string limit;
  bool holds = false;
  std::string reason;  ///< a sentence where it holds, unless that of another guard says it all
};

/// What a night did; the ledger keeps it.
struct Report {
  std::optional<std::int64_t> run_id;  ///< nothing where the night never got into the ledger
  std::string dataset;
  Instant as_of;
  /// By the ledger; nothing where the night is not in there. Of an approval only its end.
  std::optional<Instant> started_at;
  std::optional<Instant> finished_at;
  Outcome outcome = Outcome::failed;
  std::vector<std::string> reasons;  ///< why it was held, or failed
  std::string remedy;                ///< what to do about it; may be empty of a failure
  /// Of a held night: its remedy is to correct the YAML, since nearly no record fits it.
  bool needs_correction = false;
  Cause cause = Cause::none;
  std::string sqlstate;  ///< PostgreSQL's code of a failure; may be empty
  int curl_code = 0;     ///< libcurl's number of a failure; 0 is none
  std::vector<Guard> guards;
  std::vector<FeedReport> feeds;
  double summaries_seconds = 0;  ///< bringing what answers read up to date
  double commit_seconds = 0;
  /// From start to commit; to the end where nothing was committed.
  double whole_seconds = 0;
  /// By the ledger's times, as `nightjar runs` tells it too: without connecting and the commit. The
  /// whole where there are none.
  double seconds = 0;
};

/// `{"books":{"read":103,…},…}`: the counts a feed, by table name.
std::string feeds_json(const Report& report);

/// `[{"feed":"vendor.books","guard":"deleted","found":…,"limit":…,"holds":true},…]`
std::string guards_json(const Report& report);

/// The whole report as one JSON object on one line.
std::string to_json(const Report& report);

}  // namespace nightjar::ledger
