#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/relay.hpp"
#include "feed/definition.hpp"
#include "feed/match.hpp"
#include "hashing/fingerprint.hpp"
#include "postgres/connection.hpp"
#include "postgres/copy_writer.hpp"

namespace nightjar::loading {

/// Fills a feed's staging table with the records that have to be looked at, and finds the rows that
/// bear their keys. The table is unlogged, belongs to the night that holds the dataset's lock, and
/// was emptied at its start.
///
/// Records are committed and looked up in portions, on another thread: while the dump is still
/// being read PostgreSQL would be idle otherwise.
class Stager {
 public:
  /// `finder` is a session of which nothing else makes use meanwhile.
  Stager(std::string database_url, const feed::Definition& definition,
         postgres::Connection& finder);

  /// A record that fits; `row` is as feed::Row::wire() has it. `row_id` is for its row, should its
  /// key be new.
  void stage(feed::Ordinal ordinal, std::string_view row, const Fingerprint& value,
             std::int64_t row_id);
  /// A record that does not fit; the row holds its key.
  void stage_spoiled(feed::Ordinal ordinal, std::string_view row);
  /// Commits what is left and waits until all is looked up. Returns how many records are staged.
  std::uint64_t finish();

 private:
  /// Staged records, by the ordinals of the first and the last.
  struct Portion {
    feed::Ordinal first;
    feed::Ordinal last;
  };

  void write(feed::Ordinal ordinal);
  void close_portion();
  void find_known(const Portion& portion);

  std::string database_url_;
  const feed::Definition& definition_;
  postgres::Connection& finder_;
  std::optional<postgres::CopyWriter> writer_;
  std::string fields_;
  Portion portion_{};
  std::uint64_t in_portion_ = 0;
  std::uint64_t portion_size_;
  std::uint64_t portions_ = 0;
  std::uint64_t staged_ = 0;
  Relay<Portion> relay_;  ///< last: its thread uses the finder
};

}  // namespace nightjar::loading
