#include "night/guards.hpp"

#include "base/format.hpp"

namespace nightjar::night {
namespace {

double percent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

/// Whether a night would write something that a file without its end explains as well.
bool could_be_cut(const comparing::Settlement& settlement) {
  return settlement.last_is_news || settlement.counts.deleted > 0;
}

}  // namespace

std::vector<std::string> judge(const feed::Definition& feed,
                               const comparing::Settlement& settlement, LastLine last_line) {
  const feed::Counts& counts = settlement.counts;
  const feed::Guards& guards = feed.guards;
  std::vector<std::string> reasons;
  if (counts.read == 0 && !guards.allow_empty) {
    reasons.push_back(format(
        "{}: {} holds no record{}", feed.name(), feed.file.name,
        counts.deleted == 0 ? "" : format(": all {} live rows would be deleted", counts.deleted)));
  }
  const double deleted = percent(counts.deleted, settlement.live_before);
  if (reasons.empty() && deleted > guards.max_deleted_percent) {
    reasons.push_back(
        format("{}: {} of {} live rows ({:.2f} %) would be deleted, the limit is {} %", feed.name(),
               counts.deleted, settlement.live_before, deleted, guards.max_deleted_percent));
  }
  const double rejected = percent(counts.rejected, counts.read);
  if (rejected > guards.max_rejected_percent) {
    reasons.push_back(format("{}: {} of {} records ({:.2f} %) would be rejected, the limit is {} %",
                             feed.name(), counts.rejected, counts.read, rejected,
                             guards.max_rejected_percent));
  }
  if (last_line == LastLine::lost_end && could_be_cut(settlement)) {
    reasons.push_back(
        format("{}: the last line of {} has no end, though it had one in the file before: the file "
               "may be cut short in its last value, or records may be missing after it",
               feed.name(), feed.file.name));
  }
  return reasons;
}

std::string older_file(const Dump& dump) {
  const feed::Definition& feed = *dump.definition;
  const bool by_time = feed.file.newest == feed::Newest::by_time;
  return format(
      "{}: {}, the newest file at the source, is older by {} than {}, which run {} loaded",
      feed.name(), dump.name, by_time ? "its time" : "its name", dump.loaded->name,
      dump.loaded->run_id);
}

std::string missing_file(const feed::Definition& feed) {
  return format("{}: {} is missing at the source; the rest would be loaded without it", feed.name(),
                feed.file.name);
}

}  // namespace nightjar::night
