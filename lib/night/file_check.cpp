#include "night/file_check.hpp"

#include <memory>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/format.hpp"
#include "comparing/first_occurrences.hpp"
#include "comparing/reconciliation.hpp"
#include "feed/expander.hpp"
#include "feed/fingerprinter.hpp"
#include "feed/record_mapper.hpp"
#include "night/dumps.hpp"
#include "night/guards.hpp"
#include "reading/record_reader.hpp"

namespace nightjar::night {
namespace {

constexpr std::size_t most_raw_bytes = 4096;

/// The work of check_file().
class FileChecker {
 public:
  FileChecker(const feed::Definition& feed, std::size_t most_rejects)
      : feed_(feed), fingerprinter_(feed), most_rejects_(most_rejects) {}

  FileCheck read(ByteSource& content, const std::string& name) && {
    reading::RecordReader reader(content, name, feed_);
    const auto mapper = feed::make_record_mapper(feed_, reader.first_record(), name);
    if (feed_.each) expander_.emplace(feed_, reader.first_record(), name);
    for (auto block = reader.next_block(); !block.empty(); block = reader.next_block()) {
      for (const feed::Record& record : block) {
        if (expander_) {
          take_parent(record, *mapper, reader);
        } else {
          take(record, *mapper, reader);
        }
      }
    }
    check_.counts.byte_order_marks = reader.byte_order_marks();
    return std::move(*this).finish();
  }

  FileCheck finish() && {
    comparing::Reconciliation reconciliation;
    reconciliation.counts = check_.counts;
    check_.guards = judge(feed_, reconciliation, {});
    return std::move(check_);
  }

 private:
  void take_parent(const feed::Record& record, feed::RecordMapper& mapper,
                   const reading::RecordReader& reader) {
    auto mapped = expander_->expand(record);
    if (mapped.outcome != feed::MappingOutcome::whole) {
      settle(std::move(mapped), record, reader);
      return;
    }
    for (std::size_t i = 0; i < expander_->size(); ++i) {
      take(expander_->element(i), mapper, reader);
    }
  }

  void take(const feed::Record& record, feed::RecordMapper& mapper,
            const reading::RecordReader& reader) {
    settle(mapper.map(record, row_), record, reader);
  }

  /// Counts a record; a whole one is in row_.
  void settle(feed::MappedRecord mapped, const feed::Record& record,
              const reading::RecordReader& reader) {
    if (mapped.outcome == feed::MappingOutcome::blank) {
      ++check_.counts.blank;
      return;
    }
    if (mapped.outcome == feed::MappingOutcome::header) {
      ++check_.counts.repeated_headers;
      return;
    }
    ++check_.counts.read;
    auto violation = std::move(mapped.violation);
    if (mapped.outcome == feed::MappingOutcome::whole) violation = count_whole();
    if (violation) reject(std::move(*violation), record, reader);
  }

  /// Counts a record that fits, and returns why it is rejected if its key belongs to another.
  std::optional<feed::Violation> count_whole() {
    const Fingerprint value = fingerprinter_.of_values(row_);
    const auto first = keys_.add(fingerprinter_.of_key(row_), value, {});
    if (!first) {
      ++check_.counts.inserted;
      return std::nullopt;
    }
    if (keys_.has_value(*first, value)) {
      ++check_.counts.duplicates;
      return std::nullopt;
    }
    return feed::duplicate_key();
  }

  void reject(feed::Violation violation, const feed::Record& record,
              const reading::RecordReader& reader) {
    ++check_.counts.rejected;
    if (check_.rejects.size() == most_rejects_) return;
    check_.rejects.push_back({std::move(violation), record.offset, reader.line_of(record.offset),
                              std::string(record.raw().substr(0, most_raw_bytes))});
  }

  const feed::Definition& feed_;
  feed::Fingerprinter fingerprinter_;
  std::size_t most_rejects_;
  std::optional<feed::Expander> expander_;  ///< of a child feed
  comparing::FirstOccurrences keys_;
  feed::Row row_;
  FileCheck check_;
};

Dump dump_of(const feed::Definition& feed, const std::filesystem::path& file,
             const compression::ExpansionLimits& limits) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) {
    throw UsageError(fmt::format("{}: there is no such file", file.string()),
                     "name a file of the feed's, as the vendor delivers it");
  }
  return {&feed, {{file.filename(), file, InputFile(file).identity(), {}, {}}}, limits};
}

}  // namespace

FileCheck check_file(const feed::Definition& feed, const std::filesystem::path& file,
                     const compression::ExpansionLimits& limits, std::size_t most_rejects) {
  const Dump dump = dump_of(feed, file, limits);
  FileChecker checker(feed, most_rejects);
  if (is_empty(dump, dump.files[0])) return std::move(checker).finish();
  const auto content = open(dump, dump.files[0]);
  return std::move(checker).read(*content, file.string());
}

}  // namespace nightjar::night
