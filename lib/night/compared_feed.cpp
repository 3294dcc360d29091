#include "night/compared_feed.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "comparing/value_setter.hpp"
#include "feed/expander.hpp"
#include "feed/fingerprinter.hpp"
#include "feed/record_mapper.hpp"
#include "loading/feed_table.hpp"
#include "loading/fingerprints.hpp"
#include "night/stopwatch.hpp"
#include "reading/record_reader.hpp"

namespace nightjar::night {
namespace {

using comparing::LastDump;
using comparing::LiveRows;
using loading::FeedTable;

/// The work of compare(), with what it shares on the way.
class FeedComparison {
 public:
  FeedComparison(NightContext& night, const Dump& dump)
      : night_(night), dump_(dump), feed_(*dump.definition), table_(feed_) {
    result_.dump = &dump;
    result_.digest = feed::digest_of(feed_);
    result_.report.feed = feed_.name();
    result_.report.bytes = dump.bytes();
  }

  ComparedFeed run() && {
    prepare();
    stream_past();
    return std::move(result_);
  }

 private:
  void prepare() {
    result_.before = ledger::state_of(night_.database, feed_.name());
    table_.empty_staging(night_.publication.transaction());
    rows_ = table_.rows(night_.database);
    if (rows_ == FeedTable::Rows::some && result_.before.digest != result_.digest) renew();
  }

  void renew() {
    night_.observer.stage("renewing fingerprints", feed_.name());
    postgres::Transaction transaction(night_.database);
    loading::renew_fingerprints(night_.settings.database_url, transaction, feed_);
    ledger::FeedState& state = result_.before;
    state.digest = result_.digest;
    state.token = ledger::set_state(transaction, feed_.name(), state, {});
    transaction.commit();
  }

  void stream_past() {
    const Stopwatch stopwatch(result_.report.compare_seconds);
    result_.fingerprint_cache =
        std::make_unique<comparing::FingerprintCacheWriter>(fingerprint_cache_path());
    result_.outlets = open_outlets();
    for (std::size_t i = 0; i < dump_.files.size(); ++i) read(i);
    if (!result_.comparison) {  // not even an empty array: the guard decides
      result_.empty_files.clear();
      start({});
    }
    result_.comparison->finish();
  }

  void read(std::size_t part) {
    const DumpFile& file = dump_.files[part];
    if (is_empty(dump_, file)) {
      result_.empty_files.push_back(file.name);
      return;
    }
    const auto content = open(dump_, file);
    const std::string name = file.path.string();
    reading::RecordReader reader(*content, name, feed_);
    if (!result_.comparison) start(reader.first_record());
    result_.comparison->begin_part(
        part, [&] { return feed::make_record_mapper(feed_, reader.first_record(), name); },
        form_of(reader.first_record()),
        feed_.each ? std::make_unique<feed::Expander>(feed_, reader.first_record(), name)
                   : nullptr);
    is_packed_ = is_packed_ || dynamic_cast<const InputFile*>(content.get()) == nullptr;
    stream(reader);
    bytes_before_ += reader.bytes_read();
    result_.byte_order_marks += reader.byte_order_marks();
    if (feed::traits_of(feed_.format).has_lines()) note_last_line(part, reader);
  }

  /// Distinguishes the records of a CSV from those of the first, if its header is another.
  [[nodiscard]] Fingerprint form_of(std::string_view first_record) const {
    const std::string digest = feed::digest_of_bytes(feed_, first_record);
    return digest == result_.bytes_digest ? Fingerprint{} : fingerprint_of(digest);
  }

  [[nodiscard]] std::filesystem::path fingerprint_cache_path() const {
    return night_.settings.state_dir / "fingerprints" / (feed_.name() + ".side");
  }

  /// The size trial queries the table before the writer may lock it.
  [[nodiscard]] std::unique_ptr<FeedOutlets> open_outlets() const {
    const std::string& url = night_.settings.database_url;
    std::unique_ptr<FeedOutlets> outlets(new FeedOutlets{
        {url, night_.run.id, feed_.name()}, {night_.database, url, feed_}, nullptr});
    const bool was_never_loaded = rows_ == FeedTable::Rows::none && !result_.before.digest;
    outlets->changes = loading::make_change_writer(
        night_.publication.transaction(), feed_, night_.run.id, night_.run.as_of,
        was_never_loaded ? loading::Loaded::never : loading::Loaded::before);
    return outlets;
  }

  void start(std::string_view first_record) {
    result_.bytes_digest = feed::digest_of_bytes(feed_, first_record);
    LastDump last = read_last_dump();
    night_.observer.stage("comparing", feed_.name());
    result_.comparison =
        std::make_unique<comparing::Comparison>(feed_, std::move(last), *result_.fingerprint_cache,
                                                environment(), result_.before.next_row_id);
  }

  [[nodiscard]] LastDump read_last_dump() const {
    if (rows_ == FeedTable::Rows::none) return {LiveRows(LiveRows::Meaning::bytes)};
    if (result_.before.token) {
      if (auto last = comparing::read_fingerprint_cache(
              fingerprint_cache_path(), {*result_.before.token, result_.bytes_digest})) {
        return std::move(*last);
      }
    }
    night_.observer.stage("reading fingerprints from the database", feed_.name());
    return {comparing::read_live_rows(table_.estimated_rows(night_.database), read_fingerprints())};
  }

  [[nodiscard]] feed::ReadFingerprints read_fingerprints() const {
    return [&url = night_.settings.database_url, &feed = feed_](
               const feed::TakeFingerprint& one, const feed::TakeFingerprint& other) {
      loading::read_fingerprints(url, feed, one, other);
    };
  }

  [[nodiscard]] comparing::Environment environment() const {
    FeedOutlets& outlets = *result_.outlets;
    return {*outlets.changes,
            [&outlets, &dump = dump_](const feed::Reject& reject) {
              outlets.rejects.write(reject, dump.files[reject.part].name);
            },
            outlets.size_trial.bound(),
            [&outlets](const std::vector<std::string_view>& rows) {
              return outlets.size_trial.try_rows(rows);
            },
            read_fingerprints()};
  }

  void stream(reading::RecordReader& reader) {
    comparing::Comparison& comparison = *result_.comparison;
    reader.expect(comparison.predictor());
    const auto line_of = [&](std::uint64_t offset) { return reader.line_of(offset); };
    while (true) {
      const auto records = reader.next_block();
      if (records.empty()) break;
      comparison.take(records, line_of);
      night_.observer.progress(bytes_before_ + reader.bytes_read(), is_packed_ ? 0 : dump_.bytes());
    }
  }

  void note_last_line(std::size_t part, const reading::RecordReader& reader) {
    LastLine& last_line = result_.last_line;
    if (!reader.lacks_last_line_end()) {
      if (last_line == LastLine::unknown) last_line = LastLine::ended;
    } else if (!result_.before.ends_with_line_end.value_or(false)) {
      last_line = LastLine::open;
    } else {
      last_line = LastLine::lost_end;
      result_.files_that_lost_end.push_back(part);
    }
  }

  NightContext& night_;
  const Dump& dump_;
  const feed::Definition& feed_;
  FeedTable table_;
  FeedTable::Rows rows_ = FeedTable::Rows::none;  ///< before the night
  std::uint64_t bytes_before_ = 0;                ///< in the files that have been read
  bool is_packed_ = false;                        ///< a file, so that their size is not known
  ComparedFeed result_;
};

}  // namespace

ComparedFeed compare(NightContext& night, const Dump& dump) {
  return FeedComparison(night, dump).run();
}

}  // namespace nightjar::night
