#pragma once

#include <cstdint>
#include <string>

#include "feed/definition.hpp"
#include "feed/match.hpp"
#include "feed/row.hpp"
#include "hashing/fingerprint.hpp"
#include "postgres/copy_writer.hpp"

namespace nightjar::loading {

/// Fills a feed's staging table with the records that have to be looked at. The table is unlogged,
/// belongs to the night that holds the dataset's lock, and was emptied at its start.
class Stager {
 public:
  Stager(const std::string& database_url, const feed::Definition& definition);

  /// A record that fits. `row_id` is for its row, should its key be new.
  void stage(feed::Ordinal ordinal, const feed::Row& row, const Fingerprint& value,
             std::int64_t row_id);
  /// A record that does not fit; the row holds its key.
  void stage_spoiled(feed::Ordinal ordinal, const feed::Row& row);
  /// Commits. Returns how many records are staged.
  std::uint64_t finish();

 private:
  postgres::CopyWriter writer_;
  std::string fields_;
};

}  // namespace nightjar::loading
