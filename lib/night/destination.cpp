#include "night/destination.hpp"

#include <mutex>
#include <optional>

#include "base/error.hpp"
#include "base/format.hpp"
#include "comparing/live_rows.hpp"
#include "comparing/value_setter.hpp"
#include "ledger/reject_writer.hpp"
#include "loading/direct_loader.hpp"
#include "loading/fingerprints.hpp"
#include "loading/size_trial.hpp"
#include "loading/staging_writer.hpp"

namespace nightjar::night {
namespace {

void expect_rows(const feed::Definition& feed, std::uint64_t sent, std::uint64_t taken) {
  if (sent == taken) return;
  throw Error(fmt::format("{}: of {} rows PostgreSQL took {}", feed.name(), sent, taken),
              "run the night again");
}

/// What both destinations have in common: rejects go to the ledger, and no row is taken that the
/// tables cannot hold.
class WithRejects : public Destination {
 public:
  WithRejects(NightContext& night, const feed::Definition& feed)
      : rejects_(night.database_url, night.run.id, feed.name()),
        size_trial_(night.database, night.database_url, feed) {}

  void reject(const feed::Reject& reject) override { rejects_.write(reject); }
  [[nodiscard]] const feed::SizeBound& size_bound() const override { return size_trial_.bound(); }
  std::vector<std::optional<feed::Violation>> try_rows(
      const std::vector<std::string_view>& rows) override {
    return size_trial_.try_rows(rows);
  }
  std::uint64_t finish_rejects() override {
    rejects_.finish();
    return rejects_.unlisted();
  }

 private:
  ledger::RejectWriter rejects_;
  loading::SizeTrial size_trial_;
};

class Staging : public WithRejects {
 public:
  Staging(NightContext& night, const feed::Definition& feed)
      : WithRejects(night, feed),
        database_url_(night.database_url),
        transaction_(night.publication.transaction()),
        feed_(feed),
        writer_(transaction_, feed, night.run.id, night.run.as_of) {}

  void stage(const feed::StagedRecord& record) override { writer_.stage(record); }
  void stage_spoiled(feed::Ordinal ordinal, std::string_view row) override {
    writer_.stage_spoiled(ordinal, row);
  }
  void load_values(comparing::LiveRows& rows) override {
    std::mutex strays;
    comparing::ValueSetter one(rows, strays);
    comparing::ValueSetter other(rows, strays);
    loading::read_fingerprints(
        database_url_, feed_,
        [&](std::int64_t row_id, const Fingerprint& value) { one.set(row_id, value); },
        [&](std::int64_t row_id, const Fingerprint& value) { other.set(row_id, value); });
    one.finish();
    other.finish();
  }
  std::vector<feed::Match> finish_rows(std::uint64_t expected) override {
    expect_rows(feed_, expected, writer_.finish());
    return writer_.matches();
  }
  void publish(const loading::Changes& changes) override {
    loading::FeedTable(feed_).publish(transaction_, changes);
  }
  std::vector<loading::Example> examples(const loading::Changes& changes) override {
    return loading::staged_examples(transaction_, feed_, changes);
  }

 private:
  std::string database_url_;
  postgres::Transaction& transaction_;
  const feed::Definition& feed_;
  loading::StagingWriter writer_;
};

class Filling : public WithRejects {
 public:
  Filling(NightContext& night, const feed::Definition& feed)
      : WithRejects(night, feed), night_(night), feed_(feed) {}

  /// After all that other sessions of the night ask of the table.
  bool claim_table() {
    postgres::Transaction& transaction = night_.publication.transaction();
    if (!loading::DirectLoader::claim(transaction, feed_)) return false;
    loader_.emplace(transaction, feed_, night_.run.id, night_.run.as_of);
    return true;
  }
  void stage(const feed::StagedRecord& record) override { loader_->add(record); }
  void stage_spoiled(feed::Ordinal, std::string_view) override { ++spoiled_; }
  void load_values(comparing::LiveRows&) override {}
  std::vector<feed::Match> finish_rows(std::uint64_t expected) override {
    expect_rows(feed_, expected - spoiled_, loader_->finish_rows());
    return {};
  }
  void publish(const loading::Changes&) override { loader_->finish_indexes(); }
  std::vector<loading::Example> examples(const loading::Changes&) override {
    return loading::filled_examples(night_.publication.transaction(), feed_);
  }

 private:
  NightContext& night_;
  const feed::Definition& feed_;
  std::optional<loading::DirectLoader> loader_;
  std::uint64_t spoiled_ = 0;  ///< no row is live that they could protect
};

}  // namespace

std::unique_ptr<Destination> stage_changes(NightContext& night, const feed::Definition& feed) {
  return std::make_unique<Staging>(night, feed);
}

std::unique_ptr<Destination> fill_table(NightContext& night, const feed::Definition& feed) {
  auto filling = std::make_unique<Filling>(night, feed);
  if (!filling->claim_table()) return nullptr;
  return filling;
}

}  // namespace nightjar::night
