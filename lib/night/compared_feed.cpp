#include "night/compared_feed.hpp"

#include <filesystem>
#include <string_view>
#include <utility>

#include "comparing/value_setter.hpp"
#include "feed/fingerprinter.hpp"
#include "feed/record_mapper.hpp"
#include "loading/feed_table.hpp"
#include "loading/fingerprints.hpp"
#include "night/stopwatch.hpp"
#include "reading/record_reader.hpp"

namespace nightjar::night {
namespace {

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
    result_.report.bytes = dump.identity.bytes;
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
    if (is_empty(dump_)) {  // it is not even an empty array: the guard decides
      start({}, [] { return nullptr; });
      result_.comparison->finish();
      return;
    }
    const auto content = open(dump_);
    reading::RecordReader reader(*content, dump_.path.string(), feed_);
    start(reader.first_record(), [&] {
      return feed::make_record_mapper(feed_, reader.first_record(), dump_.path.string());
    });
    const bool is_packed = dynamic_cast<const InputFile*>(content.get()) == nullptr;
    stream(reader, is_packed ? 0 : dump_.identity.bytes);
    result_.byte_order_marks = reader.byte_order_marks();
    if (feed::traits_of(feed_.format).has_lines()) result_.last_line = last_line_of(reader);
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

  void start(std::string_view first_record,
             const comparing::Comparison::MakeMapper& make_record_mapper) {
    result_.bytes_digest = feed::digest_of_bytes(feed_, first_record);
    LiveRows live = read_live_rows();
    night_.observer.stage("comparing", feed_.name());
    result_.comparison = std::make_unique<comparing::Comparison>(
        feed_, make_record_mapper, std::move(live), *result_.fingerprint_cache, environment(),
        result_.before.next_row_id);
  }

  [[nodiscard]] LiveRows read_live_rows() const {
    if (rows_ == FeedTable::Rows::none) return LiveRows(LiveRows::Meaning::bytes);
    if (result_.before.token) {
      if (auto rows = comparing::read_fingerprint_cache(
              fingerprint_cache_path(), {*result_.before.token, result_.bytes_digest})) {
        return std::move(*rows);
      }
    }
    night_.observer.stage("reading fingerprints from the database", feed_.name());
    return comparing::read_live_rows(table_.estimated_rows(night_.database), read_fingerprints());
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
            [&outlets](const feed::Reject& reject) { outlets.rejects.write(reject); },
            outlets.size_trial.bound(),
            [&outlets](const std::vector<std::string_view>& rows) {
              return outlets.size_trial.try_rows(rows);
            },
            read_fingerprints()};
  }

  void stream(reading::RecordReader& reader, std::uint64_t bytes_in_all) {
    comparing::Comparison& comparison = *result_.comparison;
    reader.expect(comparison.predictor());
    const auto line_of = [&](std::uint64_t offset) { return reader.line_of(offset); };
    while (true) {
      const auto records = reader.next_block();
      if (records.empty()) break;
      comparison.take(records, line_of);
      night_.observer.progress(reader.bytes_read(), bytes_in_all);
    }
    comparison.finish();
  }

  [[nodiscard]] LastLine last_line_of(const reading::RecordReader& reader) const {
    if (!reader.lacks_last_line_end()) return LastLine::ended;
    const bool is_expected = result_.before.ends_with_line_end.value_or(false);
    return is_expected ? LastLine::lost_end : LastLine::open;
  }

  NightContext& night_;
  const Dump& dump_;
  const feed::Definition& feed_;
  FeedTable table_;
  FeedTable::Rows rows_ = FeedTable::Rows::none;  ///< before the night
  ComparedFeed result_;
};

}  // namespace

ComparedFeed compare(NightContext& night, const Dump& dump) {
  return FeedComparison(night, dump).run();
}

}  // namespace nightjar::night
