#include "comparing/settlement.hpp"

#include <algorithm>
#include <unordered_map>

namespace nightjar::comparing {

using feed::Match;
using feed::Ordinal;

namespace {

/// The work of settle(), with what it keeps in mind on the way.
struct Settling {
  Comparison& comparison;
  const LiveRows& live = comparison.live();
  const Leaders& leaders = comparison.examiner().leaders();
  SideFileWriter& side_file = comparison.side_file();
  Settlement result = {};
  /// Matches of whole and spoiled records with live rows, by row id: the whole one if both exist.
  std::unordered_map<std::int64_t, const Match*> claims = {};
  /// Leaders that lost to an earlier record, with the values that won.
  std::unordered_map<std::size_t, Fingerprint> beaten = {};
  /// Rows whose known record lost to an earlier leader.
  std::unordered_map<std::size_t, Fingerprint> overtaken = {};

  feed::Counts& counts() { return result.counts; }

  Settlement run(const std::vector<Match>& matches) {
    counts().blank = comparison.examiner().blank();
    counts().repeated_headers = comparison.examiner().repeated_headers();
    counts().read = comparison.recogniser().records() - counts().blank - counts().repeated_headers;
    counts().rejected = comparison.examiner().rejected();
    result.live_before = live.size();
    sort_matches(matches);
    settle_rows();
    settle_repeats(comparison.recogniser().repeats());
    settle_repeats(comparison.examiner().repeats());
    settle_followers();
    count_new(matches);
    result.last_is_news = is_last_news(matches);
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
        side_file.correct(match.ordinal, match.row_id);
      }
    }
  }

  void settle_rows() {
    for (std::size_t row = 0; row < live.size(); ++row) {
      const auto claim = claims.empty() ? claims.end() : claims.find(live.row_id(row));
      const bool shown = live.is_shown(row);
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
    const std::size_t leader = leaders.with_ordinal(match.ordinal);
    const bool same = leaders.has_value(leader, match.value);
    if (!shown) {
      ++(same ? counts().unchanged : counts().updated);
      side_file.correct(match.ordinal, match.row_id);
    } else if (same) {
      ++counts().unchanged;
      ++counts().duplicates;
      side_file.correct(match.ordinal, 0);
    } else if (live.shown_by(row) < match.ordinal) {
      ++counts().unchanged;
      beaten.emplace(leader, match.value);
      withdraw(match.ordinal);
    } else {
      ++counts().updated;
      overtaken.emplace(row, match.value);
      side_file.correct(match.ordinal, match.row_id);
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
    side_file.correct(ordinal, 0);
  }

  /// A live row without a record that fits: gone, unless it was listed, or absence means nothing.
  void settle_absent(std::size_t row, bool listed) {
    if (!listed && comparison.definition().kind == feed::Kind::snapshot) {
      ++counts().deleted;
      result.gone.push_back(live.row_id(row));
      return;
    }
    const bool of_bytes = live.meaning() == LiveRows::Meaning::bytes;
    side_file.append(of_bytes ? live.fingerprint(row) : Fingerprint{}, live.row_id(row),
                     of_bytes ? live.bytes(row) : 0);
  }

  void settle_repeats(const std::vector<Repeat>& repeats) {
    for (const Repeat& repeat : repeats) {
      if (overtaken.contains(repeat.row)) {
        reject_late(repeat.ordinal);
      } else {
        ++counts().duplicates;
      }
    }
  }

  void settle_followers() {
    for (const Follower& follower : comparison.examiner().followers()) {
      const auto winner = beaten.find(follower.leader);
      const bool same = winner == beaten.end() ? leaders.has_value(follower.leader, follower.value)
                                               : winner->second == follower.value;
      if (same) {
        ++counts().duplicates;
      } else {
        reject_late(follower.ordinal);
      }
    }
  }

  [[nodiscard]] bool is_last_news(const std::vector<Match>& matches) const {
    const auto news = comparison.examiner().newest_news();
    if (!news || *news + 1 != comparison.recogniser().records()) return false;
    return std::none_of(matches.begin(), matches.end(), [&](const Match& match) {
      return match.ordinal == *news && match.record == Match::Record::whole &&
             match.row == Match::Row::live &&
             leaders.has_value(leaders.with_ordinal(*news), match.value);
    });
  }

  void count_new(const std::vector<Match>& matches) {
    const auto known = static_cast<std::uint64_t>(
        std::count_if(matches.begin(), matches.end(),
                      [](const Match& match) { return match.record == Match::Record::whole; }));
    counts().inserted = leaders.size() - known;
  }
};

}  // namespace

Settlement settle(Comparison& comparison, const std::vector<Match>& matches) {
  return Settling{comparison}.run(matches);
}

}  // namespace nightjar::comparing
