#include "comparing/reconciliation.hpp"

#include <algorithm>
#include <unordered_map>

namespace nightjar::comparing {

using feed::Match;
using feed::Ordinal;

namespace {

/// The work of reconcile(), with its intermediate state.
struct Reconciler {
  Comparison& comparison;
  const LiveRows& live = comparison.live();
  const FirstOccurrences& first_occurrences = comparison.value_matcher().first_occurrences();
  FingerprintCacheWriter& fingerprint_cache = comparison.fingerprint_cache();
  Reconciliation result = {};
  /// Matches of whole and spoiled records with live rows, by row id: the whole one if both exist.
  std::unordered_map<std::int64_t, const Match*> claims = {};
  /// First occurrences that lost to an earlier matched record, with the values that won.
  std::unordered_map<std::size_t, Fingerprint> beaten = {};
  /// Rows whose matched record lost to an earlier first occurrence.
  std::unordered_map<std::size_t, Fingerprint> overtaken = {};

  feed::Counts& counts() { return result.counts; }

  Reconciliation run(const std::vector<Match>& matches) {
    counts().blank = comparison.value_matcher().blank();
    counts().repeated_headers = comparison.value_matcher().repeated_headers();
    counts().read = comparison.raw_matcher().records() - comparison.raw_matcher().parents() -
                    counts().blank - counts().repeated_headers;
    counts().rejected = comparison.value_matcher().rejected();
    result.live_before = live.size();
    sort_matches(matches);
    classify_rows();
    classify_repeats(comparison.raw_matcher().repeats());
    classify_repeats(comparison.value_matcher().repeats());
    classify_later_occurrences();
    count_new(matches);
    for (const PartRecords& part : comparison.parts()) {
      if (is_last_news(part, matches)) result.news_at_end.push_back(part.part);
    }
    std::sort(result.late_rejects.begin(), result.late_rejects.end());
    return std::move(result);
  }

  void sort_matches(const std::vector<Match>& matches) {
    for (const Match& match : matches) {
      const bool whole = match.record == Match::Record::whole;
      if (match.row == Match::Row::live) {
        const Match*& claim = claims[match.row_id];
        if (claim == nullptr || whole) claim = &match;
      } else if (whole) {
        ++counts().restored;
        fingerprint_cache.correct(match.ordinal, match.row_id);
      }
    }
  }

  void classify_rows() {
    for (std::size_t row = 0; row < live.size(); ++row) {
      const auto claim = claims.empty() ? claims.end() : claims.find(live.row_id(row));
      const bool shown = live.is_shown(row);
      if (claim != claims.end() && claim->second->record == Match::Record::whole) {
        classify_claimed(row, *claim->second, shown);
      } else if (shown) {
        ++counts().unchanged;
      } else {
        classify_absent(row, claim != claims.end());
      }
    }
  }

  /// A row that a staged record claims, and possibly also a record that its fingerprint matched.
  void classify_claimed(std::size_t row, const Match& match, bool shown) {
    const std::size_t first_occurrence = first_occurrences.with_ordinal(match.ordinal);
    const bool same = first_occurrences.has_value(first_occurrence, match.value);
    if (!shown) {
      ++(same ? counts().unchanged : counts().updated);
      fingerprint_cache.correct(match.ordinal, match.row_id);
    } else if (same) {
      ++counts().unchanged;
      ++counts().duplicates;
      fingerprint_cache.correct(match.ordinal, 0);
    } else if (live.shown_by(row) < match.ordinal) {
      ++counts().unchanged;
      beaten.emplace(first_occurrence, match.value);
      withdraw(match.ordinal);
    } else {
      ++counts().updated;
      overtaken.emplace(row, match.value);
      fingerprint_cache.correct(match.ordinal, match.row_id);
      reject_late(live.shown_by(row));
    }
  }

  void withdraw(Ordinal ordinal) {
    result.withdrawn.push_back(ordinal);
    reject_late(ordinal);
  }

  void reject_late(Ordinal ordinal) {
    ++counts().rejected;
    result.late_rejects.push_back(ordinal);
    fingerprint_cache.correct(ordinal, 0);
  }

  /// A live row without a record that fits: deleted, unless a rejected record listed it, or absence
  /// means nothing.
  void classify_absent(std::size_t row, bool listed) {
    if (!listed && comparison.definition().kind == feed::Kind::snapshot) {
      ++counts().deleted;
      result.gone.push_back(live.row_id(row));
      return;
    }
    const bool of_bytes = live.meaning() == LiveRows::Meaning::bytes;
    fingerprint_cache.append(of_bytes ? live.fingerprint(row) : Fingerprint{}, live.row_id(row),
                             of_bytes ? live.bytes(row) : 0);
  }

  void classify_repeats(const std::vector<RepeatedRecord>& repeats) {
    for (const RepeatedRecord& repeat : repeats) {
      if (overtaken.contains(repeat.row)) {
        reject_late(repeat.ordinal);
      } else {
        ++counts().duplicates;
      }
    }
  }

  void classify_later_occurrences() {
    for (const LaterOccurrence& later_occurrence : comparison.value_matcher().later_occurrences()) {
      const auto winner = beaten.find(later_occurrence.first_occurrence);
      const bool same = winner == beaten.end()
                            ? first_occurrences.has_value(later_occurrence.first_occurrence,
                                                          later_occurrence.value)
                            : winner->second == later_occurrence.value;
      if (same) {
        ++counts().duplicates;
      } else {
        reject_late(later_occurrence.ordinal);
      }
    }
  }

  /// Of a child feed: whether an element of the last record is, or the record has none any more.
  [[nodiscard]] bool is_last_news(const PartRecords& part,
                                  const std::vector<Match>& matches) const {
    const LastParents& parents = part.parents;
    if (parents.last && parents.last_childless == parents.last) return true;
    const auto news = comparison.value_matcher().newest_news(part.part);
    if (!news || *news < parents.last.value_or(part.end - 1)) return false;
    return std::none_of(matches.begin(), matches.end(), [&](const Match& match) {
      return match.ordinal == *news && match.record == Match::Record::whole &&
             match.row == Match::Row::live &&
             first_occurrences.has_value(first_occurrences.with_ordinal(*news), match.value);
    });
  }

  void count_new(const std::vector<Match>& matches) {
    const auto known = static_cast<std::uint64_t>(
        std::count_if(matches.begin(), matches.end(),
                      [](const Match& match) { return match.record == Match::Record::whole; }));
    counts().inserted = first_occurrences.size() - known;
  }
};

}  // namespace

Reconciliation reconcile(Comparison& comparison, const std::vector<Match>& matches) {
  return Reconciler{comparison}.run(matches);
}

}  // namespace nightjar::comparing
