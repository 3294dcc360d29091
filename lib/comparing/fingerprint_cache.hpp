#pragma once

#include <cstdint>
#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "comparing/last_dump.hpp"
#include "feed/match.hpp"

namespace nightjar::comparing {

/// Identifies the state of the table that a fingerprint cache belongs to. A file with another stamp
/// is stale.
struct FingerprintCacheStamp {
  std::string token;   ///< a random value from the commit that it belongs to
  std::string digest;  ///< of the interpretation of the records' bytes: feed::digest_of_bytes()

  bool operator==(const FingerprintCacheStamp&) const = default;
};

/// A fingerprint cache: for each record of last night's dump, in order, the fingerprint and length
/// of its bytes, and the row it corresponds to. It is only a cache: losing it costs a night some
/// time, never a result.
///
/// Layout, little endian: eight bytes `NJSIDE03`, the stamp as two 64-byte texts, the number of
/// entries, a checksum over them; then 32 bytes per entry: high and low half of the fingerprint,
/// row id, length. Entries of records without a row have row id 0. In a child feed a record has row
/// id -1 - N, and its N elements follow as entries of their own. The file is not synced to disk:
/// after a crash of the machine the checksum tells whether it is complete.

/// Reads the file, if it exists, is readable and complete, and has the stamp; otherwise returns
/// nothing.
std::optional<LastDump> read_fingerprint_cache(const std::filesystem::path& path,
                                               const FingerprintCacheStamp& stamp);

/// The row id that a record with this many elements has in a fingerprint cache.
constexpr std::int64_t row_id_of_parent(std::uint64_t elements) {
  return -1 - static_cast<std::int64_t>(elements);
}

/// Writes the new fingerprint cache while the dump is being read: entry n is record n. A full or
/// broken disk must not fail the night: the writer then discards the file, ignores further entries,
/// and commit() reports the failure.
class FingerprintCacheWriter {
 public:
  /// Creates the folder if necessary.
  explicit FingerprintCacheWriter(const std::filesystem::path& path);

  /// `length` is that of the record, in bytes.
  void append(const Fingerprint& bytes, std::int64_t row_id, std::uint32_t length);
  /// Sets the row that a record turned out to correspond to; 0: none. Written with the commit.
  void correct(feed::Ordinal record, std::int64_t row_id);
  /// Renames the file to its final name. Without this call nothing is left behind. Throws the
  /// failure that prevented writing, now or earlier.
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
  std::exception_ptr failure_;
  std::string buffer_;
  std::vector<Correction> corrections_;
  std::uint64_t entries_ = 0;
  std::uint64_t checksum_ = 0;
};

}  // namespace nightjar::comparing
