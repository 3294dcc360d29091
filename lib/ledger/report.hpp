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

/// How a night ended. The names are the values of nightjar.runs.outcome.
enum class Outcome { loaded, unchanged, held, failed };

std::string_view name_of(Outcome outcome);

/// The kind of failure that ended a night, by who can resolve it.
enum class Cause {
  none,            ///< it did not fail
  transient,       ///< it may be temporary
  bad_dump,        ///< the vendor
  misconfigured,   ///< the operator
  fault,           ///< unknown, or a bug in the program
  not_needed,      ///< another process has run this night meanwhile; nothing was tried
  refused_before,  ///< the source has only files that another night refused; nothing was read
};

/// The results of a night for one feed.
struct FeedReport {
  std::string feed;  ///< `vendor.books`
  feed::Counts counts;
  std::uint64_t unlisted_rejects =
      0;                       ///< rejects beyond the number that nightjar.rejects lists per feed
  std::uint64_t bytes = 0;     ///< of the dump, as read
  double compare_seconds = 0;  ///< reading, comparing and staging
  double match_seconds = 0;    ///< finding the staged keys in the table, reconciling
  double publish_seconds = 0;  ///< writing versions, without the commit
  /// For columns that take one of several elements of an array: in how many of the records that
  /// were parsed, and fit, there were further elements, which are not loaded. Only columns that
  /// have some.
  std::map<std::string, std::uint64_t> several;
};

/// How one guard judged a night: the finding and the limit, in words.
struct Guard {
  std::string feed;
  std::string name;
  std::string found;
  std::string limit;
  bool holds = false;
  std::string reason;  ///< a sentence if it holds the night, unless another guard's covers it
};

/// The result of a night, as stored in the ledger.
struct Report {
  std::optional<std::int64_t> run_id;  ///< nothing if the night was not entered into the ledger
  std::string dataset;
  Instant as_of;
  /// From the ledger; nothing if the night is not in there. For an approval only its end.
  std::optional<Instant> started_at;
  std::optional<Instant> finished_at;
  Outcome outcome = Outcome::failed;
  std::vector<std::string> reasons;  ///< why it was held, or failed
  std::string remedy;                ///< what to do about it; may be empty for a failure
  /// For a held night: its remedy is to correct the YAML, since almost no record fits it.
  bool needs_correction = false;
  Cause cause = Cause::none;
  std::string sqlstate;  ///< PostgreSQL's code of a failure; may be empty
  int curl_code = 0;     ///< libcurl's number of a failure; 0 is none
  std::vector<Guard> guards;
  std::vector<FeedReport> feeds;
  double summaries_seconds = 0;  ///< refreshing the summaries that answers read
  double commit_seconds = 0;
  /// From start to commit; to the end if nothing was committed.
  double whole_seconds = 0;
  /// By the ledger's times, as in `nightjar runs`: without connecting and the commit. If there are
  /// none, the same as the whole.
  double seconds = 0;
};

/// `{"books":{"read":103,…},…}`: the counts per feed, by table name.
std::string feeds_json(const Report& report);

/// `[{"feed":"vendor.books","guard":"deleted","found":…,"limit":…,"holds":true},…]`
std::string guards_json(const Report& report);

/// The whole report as one JSON object on one line.
std::string to_json(const Report& report);

}  // namespace nightjar::ledger
