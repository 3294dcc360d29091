#include "night/model.hpp"

namespace nightjar::support {
namespace {

/// The first whole record of each key.
std::map<Key, std::size_t> winners_of(const std::vector<Record>& dump) {
  std::map<Key, std::size_t> winners;
  for (std::size_t i = 0; i < dump.size(); ++i) {
    if (dump[i].fate == Record::Fate::whole) winners.emplace(dump[i].key, i);
  }
  return winners;
}

bool beyond(std::uint64_t part, std::uint64_t whole, double percent) {
  return whole > 0 && 100.0 * static_cast<double>(part) > percent * static_cast<double>(whole);
}

}  // namespace

Values Description::columns(const Values& fields) const {
  Values columns = fields;
  columns[position_of(Field::note)] = fields[position_of(note_from)];
  columns[position_of(Field::remark)] = no_value;
  if (!has_second_note) columns[position_of(Field::second_note)] = no_value;
  return columns;
}

bool Model::is_live(const Key& key) const {
  const auto row = rows_.find(key);
  return row != rows_.end() && !row->second.versions.back().to;
}

/// The keys that are listed, be it by a record that does not fit.
std::set<Key> Model::listed_in(const std::vector<Record>& dump) const {
  std::set<Key> listed;
  for (const Record& record : dump) {
    if (record.fate == Record::Fate::spoiled_parent) {
      for (const auto& [key, row] : rows_) {
        if (key.front() == record.key.front()) listed.insert(key);
      }
    } else if (record.fate != Record::Fate::unknown) {
      listed.insert(record.key);
    }
  }
  return listed;
}

Model::Verdict Model::judge(const std::vector<Record>& dump, const Description& description) const {
  Verdict verdict;
  feed::Counts& counts = verdict.counts;
  counts.read = dump.size();
  const auto winners = winners_of(dump);
  const auto listed = listed_in(dump);

  for (std::size_t i = 0; i < dump.size(); ++i) {
    if (dump[i].fate != Record::Fate::whole) {
      ++counts.rejected;
      continue;
    }
    const std::size_t winner = winners.at(dump[i].key);
    if (winner == i) continue;
    if (description.columns(dump[winner].values) == description.columns(dump[i].values)) {
      ++counts.duplicates;
    } else {
      ++counts.rejected;
      verdict.duplicate_keys.push_back(i);
    }
  }
  for (const auto& [key, winner] : winners) {
    const auto row = rows_.find(key);
    if (row == rows_.end()) {
      ++counts.inserted;
    } else if (!is_live(key)) {
      ++counts.restored;
    } else if (row->second.versions.back().columns == description.columns(dump[winner].values)) {
      ++counts.unchanged;
      continue;
    } else {
      ++counts.updated;
    }
    verdict.touched.push_back(key);
  }
  std::uint64_t live = 0;
  for (const auto& [key, row] : rows_) {
    if (!is_live(key)) continue;
    ++live;
    if (kind_ == feed::Kind::snapshot && !listed.contains(key)) {
      ++counts.deleted;
      verdict.touched.push_back(key);
    }
  }
  verdict.held = (counts.read == 0 && !guards_.allow_empty) ||
                 beyond(counts.deleted, live, guards_.max_deleted_percent) ||
                 beyond(counts.rejected, counts.read, guards_.max_rejected_percent);
  return verdict;
}

void Model::load(const std::vector<Record>& dump, const Description& description, double day,
                 std::int64_t run_id) {
  const auto winners = winners_of(dump);
  const auto listed = listed_in(dump);
  if (kind_ == feed::Kind::snapshot) {
    for (auto& [key, row] : rows_) {
      if (!is_live(key) || listed.contains(key)) continue;
      row.versions.back().to = day;
      row.run_id = run_id;
    }
  }
  for (const auto& [key, winner] : winners) {
    const Values columns = description.columns(dump[winner].values);
    if (is_live(key)) {
      Version& open = rows_[key].versions.back();
      if (open.columns == columns) continue;
      open.to = day;
    }
    rows_[key].versions.push_back({columns, day, {}});
    rows_[key].run_id = run_id;
  }
  newest_ = day;
}

}  // namespace nightjar::support
