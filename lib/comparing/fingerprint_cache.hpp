#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"
#include "comparing/live_rows.hpp"
#include "feed/match.hpp"

namespace nightjar::comparing {

/// Names the state of the table that a fingerprint cache remembers. A file that bears another is
/// stale.
struct FingerprintCacheStamp {
  std::string token;   ///< drawn at random by the commit it belongs to
  std::string digest;  ///< of what the records' bytes mean: feed::digest_of_bytes()

  bool operator==(const FingerprintCacheStamp&) const = default;
};

/// A fingerprint cache: for each record of last night's dump, in order, the fingerprint of its
/// bytes, how many they were, and the row it stands for. It is only a memory. Losing it costs a
/// night some time, never an answer.
///
/// Layout, little endian: eight bytes `NJSIDE02`, the stamp as two 64-byte texts, the number of
/// entries, a checksum over them; then 32 bytes an entry: high and low half of the fingerprint, row
/// id, length. Entries of records that stand for no row have row id 0. The file is not synced to
/// disk: after a crash of the machine the checksum tells whether it is whole.

/// Reads the file, if it is there, can be read, is whole, and bears the stamp; nothing otherwise.
std::optional<LiveRows> read_fingerprint_cache(const std::filesystem::path& path,
                                               const FingerprintCacheStamp& stamp);

/// Writes the new fingerprint cache while the dump streams past: entry n is record n. A disk that
/// is full or refuses must not cost the night: the writer then lets go of the file, takes what
/// comes, and commit() tells.
class FingerprintCacheWriter {
 public:
  /// Makes the folder, too.
  explicit FingerprintCacheWriter(const std::filesystem::path& path);

  /// `length` is that of the record, in bytes.
  void append(const Fingerprint& bytes, std::int64_t row_id, std::uint32_t length);
  /// Says which row a record turned out to stand for; 0: none. Written with the commit.
  void correct(feed::Ordinal record, std::int64_t row_id);
  /// Puts the file in its place. Without it nothing is left behind. Throws what kept it from being
  /// written, now or before.
  void commit(const FingerprintCacheStamp& stamp);

 private:
  template <class Act>
  void attempt(Act&& act);
  void flush();
  void apply_corrections();

  struct Correction {
    feed::Ordinal record;
    std::int64_t row_id;
  };

  std::optional<AtomicFile> file_;
  std::optional<Misconfigured> failure_;
  std::string buffer_;
  std::vector<Correction> corrections_;
  std::uint64_t entries_ = 0;
  std::uint64_t checksum_ = 0;
};

}  // namespace nightjar::comparing
