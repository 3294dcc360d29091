#include "comparing/settlement.hpp"

#include <algorithm>
#include <unordered_map>

namespace nightjar::comparing {

using feed::Match;
using feed::Ordinal;

/// The work of settle(), with what it keeps in mind on the way.
struct Settling {
  Comparison& comparison;
  Settlement result = {};
  /// Matches of whole and spoiled records with live rows, by row id: the whole one if both exist.
  std::unordered_map<std::int64_t, const Match*> claims = {};
  /// Leaders that lost to an earlier record, with the values that won.
  std::unordered_map<std::size_t, Fingerprint> beaten = {};
  /// Rows whose known record lost to an earlier leader.
  std::unordered_map<std::size_t, Fingerprint> overtaken = {};

  feed::Counts& counts() { return result.counts; }

  Settlement run(const std::vector<Match>& matches) {
    counts().read = comparison.records();
    counts().rejected = comparison.rejected_;
    result.live_before = comparison.live_.size();
    sort_matches(matches);
    settle_rows();
    settle_repeats();
    settle_followers();
    count_new(matches);
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
        comparison.side_file_.correct(match.ordinal, match.row_id);
      }
    }
  }

  void settle_rows() {
    for (std::size_t row = 0; row < comparison.live_.size(); ++row) {
      const auto claim = claims.empty() ? claims.end() : claims.find(comparison.live_.row_id(row));
      const bool shown = comparison.live_.is_shown(row);
      if (claim != claims.end() && claim->second->record == Match::Record::whole) {
        settle_claimed(row, *claim->second, shown);
      } else if (shown) {
        ++counts().unchanged;
      } else {
        settle_absent(row, claim != claims.end());
      }
    }
  }

  /// A row that a staged record claims, and perhaps a record that its fingerprint knew as well.
  void settle_claimed(std::size_t row, const Match& match, bool shown) {
    const std::size_t leader = comparison.leaders_.with_ordinal(match.ordinal);
    const bool same = comparison.leaders_.value(leader) == match.value;
    if (!shown) {
      ++(same ? counts().unchanged : counts().updated);
      comparison.side_file_.correct(match.ordinal, match.row_id);
    } else if (same) {
      ++counts().unchanged;
      ++counts().duplicates;
      comparison.side_file_.correct(match.ordinal, 0);
    } else if (comparison.live_.shown_by(row) < match.ordinal) {
      ++counts().unchanged;
      beaten.emplace(leader, match.value);
      withdraw(match.ordinal);
    } else {
      ++counts().updated;
      overtaken.emplace(row, match.value);
      comparison.side_file_.correct(match.ordinal, match.row_id);
      reject_late(comparison.live_.shown_by(row));
    }
  }

  void withdraw(Ordinal ordinal) {
    result.withdrawn.push_back(ordinal);
    reject_late(ordinal);
  }

  void reject_late(Ordinal ordinal) {
    ++counts().rejected;
    result.late_rejects.push_back(ordinal);
    comparison.side_file_.correct(ordinal, 0);
  }

  /// A live row without a record that fits: gone, unless it was listed, or absence means nothing.
  void settle_absent(std::size_t row, bool listed) {
    if (!listed && comparison.definition_.kind == feed::Kind::snapshot) {
      ++counts().deleted;
      result.gone.push_back(comparison.live_.row_id(row));
      return;
    }
    const bool of_bytes = comparison.live_.meaning() == LiveRows::Meaning::bytes;
    comparison.side_file_.append(of_bytes ? comparison.live_.fingerprint(row) : Fingerprint{},
                                 comparison.live_.row_id(row));
  }

  void settle_repeats() {
    for (const auto& repeat : comparison.repeats_) {
      if (overtaken.contains(repeat.row)) {
        reject_late(repeat.ordinal);
      } else {
        ++counts().duplicates;
      }
    }
  }

  void settle_followers() {
    for (const auto& follower : comparison.followers_) {
      const auto winner = beaten.find(follower.leader);
      const Fingerprint& value =
          winner == beaten.end() ? comparison.leaders_.value(follower.leader) : winner->second;
      if (follower.value == value) {
        ++counts().duplicates;
      } else {
        reject_late(follower.ordinal);
      }
    }
  }

  void count_new(const std::vector<Match>& matches) {
    const auto known = static_cast<std::uint64_t>(
        std::count_if(matches.begin(), matches.end(),
                      [](const Match& match) { return match.record == Match::Record::whole; }));
    counts().inserted = comparison.leaders_.size() - known;
  }
};

Settlement settle(Comparison& comparison, const std::vector<Match>& matches) {
  return Settling{comparison}.run(matches);
}

}  // namespace nightjar::comparing
