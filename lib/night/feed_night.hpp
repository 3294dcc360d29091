#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "comparing/comparison.hpp"
#include "comparing/fingerprint_cache.hpp"
#include "comparing/reconciliation.hpp"
#include "feed/definition.hpp"
#include "ledger/feed_state.hpp"
#include "ledger/report.hpp"
#include "loading/feed_table.hpp"
#include "night/destination.hpp"
#include "night/dumps.hpp"
#include "night/guards.hpp"
#include "night/night_context.hpp"
#include "reading/record_reader.hpp"

namespace nightjar::night {

/// One feed in one night, stage by stage: prepare, compare, reconcile, publish, remember.
class FeedNight {
 public:
  FeedNight(NightContext& night, const Dump& dump);

  /// Empties staging; after a change of the feed's definition, renews the fingerprints.
  void prepare();
  /// Streams the dump past what is live, staging and rejecting as it goes.
  void compare();
  /// Decides every record's and row's fate.
  void reconcile();
  /// How the guards judge its changes.
  [[nodiscard]] std::vector<ledger::Guard> judge() const;
  /// Some of the rows that publish() would write, which is not called any more then.
  [[nodiscard]] std::vector<loading::Example> examples() const;
  /// Writes the versions and the feed's new state. `approved`: whether a person let it pass.
  void publish(bool approved);
  /// Puts the new fingerprint cache in place; to be called after the commit.
  void remember();

  [[nodiscard]] const feed::Definition& definition() const { return feed_; }
  [[nodiscard]] const comparing::Reconciliation& reconciliation() const { return reconciliation_; }
  [[nodiscard]] ledger::FeedReport report() const { return report_; }

 private:
  [[nodiscard]] comparing::LiveRows read_live_rows() const;
  [[nodiscard]] std::filesystem::path fingerprint_cache_path() const;
  void start_comparison(std::string_view csv_header,
                        const comparing::Comparison::MakeMapper& make_record_mapper);
  void stream(reading::RecordReader& reader, std::uint64_t bytes_in_all);
  [[nodiscard]] loading::Changes changes() const;
  void list_late_rejects();
  void note_several();
  void tell() const;
  [[nodiscard]] std::optional<bool> expected_line_end(bool approved) const;

  NightContext& night_;
  const Dump& dump_;
  const feed::Definition& feed_;
  loading::FeedTable table_;
  std::string digest_;        ///< of the definition
  std::string bytes_digest_;  ///< of the definition and a CSV's header
  ledger::FeedState state_;
  loading::FeedTable::Rows before_ = loading::FeedTable::Rows::none;
  std::string new_token_;
  std::uint64_t marks_ = 0;  ///< byte order marks in front of records
  LastLine last_line_ = LastLine::unknown;

  std::unique_ptr<comparing::FingerprintCacheWriter> fingerprint_cache_;
  std::unique_ptr<Destination> sink_;
  std::unique_ptr<comparing::Comparison> comparison_;
  comparing::Reconciliation reconciliation_;
  ledger::FeedReport report_;
};

}  // namespace nightjar::night
