#include "night/guards.hpp"

#include <utility>

#include "base/format.hpp"
#include "base/spelling.hpp"

namespace nightjar::night {

using ledger::Guard;

namespace {

constexpr std::size_t names_at_most = 10;

double percent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

/// Whether a night would write something that a truncated file would explain as well.
bool could_be_cut(const comparing::Reconciliation& reconciliation, const FileEnds& ends) {
  return ends.may_be_cut || reconciliation.counts.deleted > 0;
}

std::string share(std::uint64_t part, std::uint64_t whole) {
  return fmt::format("{} of {} ({:.2f} %)", part, whole, percent(part, whole));
}

/// With a reason where it holds.
Guard guard(const feed::Definition& feed, std::string name, std::string found, std::string limit,
            bool holds, const std::string& reason) {
  return {
      feed.name(),      std::move(name), std::move(found),
      std::move(limit), holds,           holds ? fmt::format("{}: {}", feed.name(), reason) : ""};
}

Guard judge_records(const feed::Definition& feed, const feed::Counts& counts) {
  const bool holds = counts.read == 0 && !feed.guards.allow_empty;
  return guard(feed, "records", std::to_string(counts.read),
               feed.guards.allow_empty ? "-" : "at least 1", holds,
               fmt::format("{} has no records{}", feed.file.name,
                           counts.deleted == 0 ? ""
                                               : fmt::format(": all {} live rows would be deleted",
                                                             counts.deleted)));
}

Guard judge_deleted(const feed::Definition& feed, const comparing::Reconciliation& reconciliation) {
  const std::uint64_t deleted = reconciliation.counts.deleted;
  const double found = percent(deleted, reconciliation.live_before);
  const double limit = feed.guards.max_deleted_percent;
  return guard(feed, "deleted", share(deleted, reconciliation.live_before),
               fmt::format("{} %", limit), found > limit,
               fmt::format("{} of {} live rows ({:.2f} %) would be deleted, the limit is {} %",
                           deleted, reconciliation.live_before, found, limit));
}

Guard judge_rejected(const feed::Definition& feed, const feed::Counts& counts) {
  const double found = percent(counts.rejected, counts.read);
  const double limit = feed.guards.max_rejected_percent;
  return guard(feed, "rejected", share(counts.rejected, counts.read), fmt::format("{} %", limit),
               found > limit,
               fmt::format("{} of {} records ({:.2f} %) would be rejected, the limit is {} %",
                           counts.rejected, counts.read, found, limit));
}

Guard judge_last_line(const feed::Definition& feed, const comparing::Reconciliation& reconciliation,
                      const FileEnds& ends) {
  const bool has_lost_end = ends.last_line == LastLine::lost_end;
  return guard(
      feed, "last line", ends.last_line == LastLine::ended ? "ended" : "not ended",
      has_lost_end || ends.last_line == LastLine::ended ? "ended" : "-",
      has_lost_end && could_be_cut(reconciliation, ends),
      fmt::format("the last line of {} has no end, though it had one in the file before: the "
                  "file may be cut short in its last value, or records may be missing after it",
                  ends.file));
}

/// Whether the newest file is older than the one that is already loaded.
Guard judge_age(const Dump& dump) {
  const feed::Definition& feed = *dump.definition;
  if (!dump.loaded) return guard(feed, "file", "there, not older", "not older", false, {});
  const bool by_time = feed.file.newest == feed::Newest::by_time;
  return guard(
      feed, "file", fmt::format("older than run {}'s", dump.loaded->run_id), "not older", true,
      fmt::format("{}, the newest file at the source, is older by {} than {}, which run {} loaded",
                  dump.files.back().name, by_time ? "its time" : "its name", dump.loaded->name,
                  dump.loaded->run_id));
}

}  // namespace

std::vector<Guard> judge(const feed::Definition& feed,
                         const comparing::Reconciliation& reconciliation, const FileEnds& ends) {
  std::vector<Guard> guards{judge_records(feed, reconciliation.counts)};
  const bool is_empty = guards.front().holds;
  if (feed.kind == feed::Kind::snapshot) {
    guards.push_back(judge_deleted(feed, reconciliation));
    if (is_empty) guards.back().reason.clear();  // the guard on empty files covers it
  }
  guards.push_back(judge_rejected(feed, reconciliation.counts));
  if (ends.last_line != LastLine::unknown) {
    guards.push_back(judge_last_line(feed, reconciliation, ends));
  }
  return guards;
}

Guard judge_files(const Dump& dump, const std::vector<std::string>& empty) {
  const feed::Definition& feed = *dump.definition;
  if (!dump.missing.empty()) {
    return guard(feed, "file", fmt::format("parts missing: {}", dump.missing.size()), "all parts",
                 true,
                 fmt::format("{} {} missing at the source; the rest would be loaded without {}",
                             enumeration(dump.missing, names_at_most),
                             dump.missing.size() == 1 ? "is" : "are",
                             dump.missing.size() == 1 ? "it" : "them"));
  }
  if (!empty.empty() && !feed.guards.allow_empty) {
    return guard(feed, "file", fmt::format("parts empty: {}", empty.size()), "not empty", true,
                 fmt::format("{} {} not a byte in it", enumeration(empty, names_at_most),
                             empty.size() == 1 ? "has" : "have"));
  }
  return judge_age(dump);
}

Guard missing_file(const feed::Definition& feed) {
  return guard(feed, "file", "missing", "there", true,
               fmt::format("{} is missing at the source; the rest would be loaded without it",
                           feed.file.name));
}

}  // namespace nightjar::night
