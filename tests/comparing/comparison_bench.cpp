#include "comparing/comparison_bench.hpp"

#include <algorithm>
#include <optional>

#include "base/format.hpp"
#include "base/spelling.hpp"
#include "feed/record_mapper.hpp"
#include "feed/row.hpp"

namespace nightjar::support {
namespace {

using comparing::LiveRows;
using feed::ColumnType;
using feed::Match;

constexpr std::string_view header = "id,pages";
constexpr std::size_t block_records = 5000;

feed::Definition definition(feed::Kind kind) {
  feed::Definition feed;
  feed.schema = "shop";
  feed.table = "books";
  feed.format = feed::Format::csv;
  feed.kind = kind;
  feed.columns = {{"id", ColumnType::text, "id", {}, feed::Notation::standard, {}},
                  {"pages", ColumnType::integer, "pages", {}, feed::Notation::standard, {}}};
  feed.key = {0};
  return feed;
}

std::string bytes_of(const Fingerprint& fingerprint) {
  const auto bytes = fingerprint.bytes();
  return {bytes.data(), bytes.size()};
}

/// Some lines of a dump, with the padding that a reader gives.
struct Block {
  std::string text;
  std::vector<feed::Record> records;

  Block(const std::vector<std::string>& lines, std::size_t begin, std::size_t end) {
    std::vector<std::size_t> starts;
    for (std::size_t i = begin; i < end; ++i) {
      starts.push_back(text.size());
      text += lines[i] + "\n";
    }
    text.append(feed::Record::padding, '\0');
    for (std::size_t i = begin; i < end; ++i) {
      const std::string_view line =
          std::string_view(text).substr(starts[i - begin], lines[i].size());
      records.push_back({line, i, line.size()});  // the offset is the number of the line, from 0
    }
  }
};

}  // namespace

ComparisonBench::ComparisonBench(std::vector<KnownRow> rows, Meaning meaning, feed::Kind kind)
    : feed_(definition(kind)),
      fingerprinter_(feed_),
      live_(meaning),
      cache_(folder_.path() / "cache") {
  for (const KnownRow& row : rows) know(row);
}

void ComparisonBench::know(const KnownRow& known) {
  const Block block({known.record}, 0, 1);
  feed::Row row;
  feed::make_record_mapper(feed_, header, "books.csv")->map(block.records.front(), row);
  const Fingerprint value = fingerprinter_.of_values(row);
  table_[bytes_of(fingerprinter_.of_key(row))] = {known.row_id, value, known.state};
  if (known.state == Match::Row::deleted) return;
  if (live_.meaning() == Meaning::values) {
    live_.add(value, known.row_id);
  } else {
    live_.add(fingerprint_of(known.record), known.row_id,
              static_cast<std::uint32_t>(known.record.size()));
  }
}

void ComparisonBench::read_fingerprints(const feed::TakeFingerprint& one,
                                        const feed::TakeFingerprint& other) {
  ++values_read;
  for (const auto& [key, known] : table_) {
    if (known.state == Match::Row::live) {
      (known.row_id % 2 == 0 ? one : other)(known.row_id, known.value);
    }
  }
}

void ComparisonBench::stage(const feed::StagedRecord& record) {
  match(record.ordinal, record.row, Match::Record::whole);
}

void ComparisonBench::stage_spoiled(feed::Ordinal ordinal, std::string_view row) {
  match(ordinal, row, Match::Record::spoiled);
}

/// The bench has no child feed.
void ComparisonBench::stage_spoiled_parent(feed::Ordinal, std::string_view) {}

void ComparisonBench::match(feed::Ordinal ordinal, std::string_view wire, Match::Record record) {
  feed::Row row;
  row.assign(wire, feed_.columns.size());
  const auto known = table_.find(bytes_of(fingerprinter_.of_key(row)));
  if (known == table_.end()) return;
  const auto& [row_id, value, state] = known->second;
  matches_.push_back({ordinal, record, row_id, value, state});
}

comparing::Reconciliation ComparisonBench::run(const std::vector<std::string>& lines) {
  const auto note = [&](const feed::Reject& reject) {
    rejects.push_back(fmt::format("line {} {}: {}", reject.line, name_of(reject.violation.reason),
                                  reject.raw.substr(0, 20)));
  };
  const auto try_rows = [&](const std::vector<std::string_view>& rows) {
    std::vector<std::optional<feed::Violation>> violations;
    for (const std::string_view wire : rows) {
      feed::Row row;
      row.assign(wire, feed_.columns.size());
      const bool fits = row.field(0)->front() != 'x';
      violations.push_back(fits ? std::nullopt
                                : std::optional(feed::Violation{feed::Reason::too_long, "id"}));
    }
    return violations;
  };
  const feed::SizeBound size_bound(feed_, {{0}});
  comparing::Comparison comparison(
      feed_, {std::move(live_)}, cache_,
      {*this, note, size_bound, try_rows,
       [&](const auto& one, const auto& other) { read_fingerprints(one, other); }},
      1000);
  comparison.begin_part(0, [&] { return feed::make_record_mapper(feed_, header, "books.csv"); });
  for (std::size_t begin = 0; begin < lines.size(); begin += block_records) {
    const Block block(lines, begin, std::min(begin + block_records, lines.size()));
    comparison.take(block.records, [](std::uint64_t offset) { return offset + 1; });
  }
  comparison.finish();
  return comparing::reconcile(comparison, matches_);
}

std::vector<std::int64_t> ComparisonBench::remembered() {
  const comparing::FingerprintCacheStamp stamp{"token", "digest"};
  cache_.commit(stamp);
  const auto last = comparing::read_fingerprint_cache(folder_.path() / "cache", stamp);
  std::vector<std::int64_t> ids;
  for (std::size_t row = 0; last && row < last->rows.size(); ++row) {
    ids.push_back(last->rows.row_id(row));
  }
  return ids;
}

std::string text_of(const feed::Counts& counts) {
  std::vector<std::string> texts;
  const std::pair<const char*, std::uint64_t> all[]{{"read", counts.read},
                                                    {"inserted", counts.inserted},
                                                    {"updated", counts.updated},
                                                    {"deleted", counts.deleted},
                                                    {"restored", counts.restored},
                                                    {"unchanged", counts.unchanged},
                                                    {"duplicates", counts.duplicates},
                                                    {"rejected", counts.rejected},
                                                    {"blank", counts.blank},
                                                    {"repeated headers", counts.repeated_headers}};
  for (const auto& [name, count] : all) {
    if (count > 0) texts.push_back(fmt::format("{} {}", name, count));
  }
  return enumeration(texts);
}

}  // namespace nightjar::support
