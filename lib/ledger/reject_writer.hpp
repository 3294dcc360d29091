#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "feed/reject.hpp"
#include "postgres/copy_writer.hpp"

namespace nightjar::ledger {

/// Lists a night's rejects of one feed in nightjar.rejects. Opens its session with the first
/// reject: most nights have none.
class RejectWriter {
 public:
  /// A useless dump must not fill the ledger: beyond this many rejects of a feed the rest is only
  /// counted.
  static constexpr std::uint64_t listed_at_most = 1'000'000;
  /// The maximum length of a raw text, in bytes; a longer one is cut.
  static constexpr std::size_t raw_at_most = std::size_t{1} << 20;

  RejectWriter(std::string database_url, std::int64_t run_id, std::string feed)
      : database_url_(std::move(database_url)), run_id_(run_id), feed_(std::move(feed)) {}

  /// `file`: the name of the file that has it, at the source.
  void write(const feed::Reject& reject, std::string_view file);
  /// Commits the listed rejects.
  void finish();
  [[nodiscard]] std::uint64_t unlisted() const { return unlisted_; }

 private:
  std::string database_url_;
  std::int64_t run_id_;
  std::string feed_;
  std::optional<postgres::CopyWriter> writer_;
  std::uint64_t listed_ = 0;
  std::uint64_t unlisted_ = 0;
};

}  // namespace nightjar::ledger
