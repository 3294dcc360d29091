#include "comparing/fingerprint_cache.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/folder.hpp"
#include "base/format.hpp"

namespace nightjar::comparing {
namespace {

struct Header {
  std::array<char, 8> magic;
  std::array<char, 64> token;
  std::array<char, 64> digest;
  std::uint64_t entries;
  std::uint64_t checksum;
};

struct Entry {
  std::uint64_t high;
  std::uint64_t low;
  std::int64_t row_id;
  std::uint64_t length;
};

constexpr std::array<char, 8> magic{'N', 'J', 'S', 'I', 'D', 'E', '0', '3'};
constexpr std::size_t flush_bytes = std::size_t{1} << 20;
constexpr std::size_t entries_a_read = std::size_t{1} << 15;

std::array<char, 64> padded(std::string_view text) {
  std::array<char, 64> bytes{};
  text.copy(bytes.data(), bytes.size());
  return bytes;
}

template <class Value>
std::string_view bytes_of(const Value& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

Header header_of(const FingerprintCacheStamp& stamp, std::uint64_t entries,
                 std::uint64_t checksum) {
  return {magic, padded(stamp.token), padded(stamp.digest), entries, checksum};
}

/// An entry's part of the checksum, which is the sum over all entries: so an entry can be corrected
/// without reading the others. Multiply and fold, with arbitrary odd constants.
std::uint64_t weight_of(const Entry& entry, std::uint64_t position) {
  const std::uint64_t seed = entry.high ^ (position * 0x9E3779B97F4A7C15U);
  const std::uint64_t rest = entry.low ^
                             (static_cast<std::uint64_t>(entry.row_id) * 0xC2B2AE3D27D4EB4FU) ^
                             (entry.length * 0x165667B19E3779F9U);
  const std::uint64_t product = (seed ^ (rest >> 29U)) * 0xD6E8FEB86659FD93U + rest;
  return product ^ (product >> 32U);
}

/// The number of entries must be that of the header: a truncated file is ignored.
bool has_whole_length(const FileIdentity& identity, const Header& header) {
  // Not by multiplication: with a damaged number of entries it may overflow to the right length.
  const std::uint64_t bytes = identity.bytes - sizeof(Header);
  return bytes % sizeof(Entry) == 0 && bytes / sizeof(Entry) == header.entries;
}

/// Puts the entries together to what they tell of the dump, one after the other.
class LastDumpBuilder {
 public:
  explicit LastDumpBuilder(std::uint64_t entries) { dump_.rows.reserve(entries); }

  void add(const Entry& entry) {
    const Fingerprint bytes{entry.high, entry.low};
    const auto length = static_cast<std::uint32_t>(entry.length);
    if (entry.row_id < 0) {
      parent_ = {bytes, length, dump_.rows.size()};
      missing_ = static_cast<std::uint64_t>(-1 - entry.row_id);
      if (missing_ == 0) end_parent();
    } else if (entry.row_id == 0) {
      missing_ = 0;  // an element of this parent is no row: it is read again
    } else {
      dump_.rows.add(bytes, entry.row_id, length);
      if (missing_ > 0 && --missing_ == 0) end_parent();
    }
  }

  LastDump finish() && { return std::move(dump_); }

 private:
  struct Parent {
    Fingerprint bytes;
    std::uint32_t length = 0;
    std::size_t first = 0;
  };

  void end_parent() {
    dump_.parents.add(parent_.bytes, parent_.length,
                      {parent_.first, dump_.rows.size() - parent_.first});
  }

  LastDump dump_;
  Parent parent_;
  std::uint64_t missing_ = 0;  ///< elements of the parent that are still to come
};

std::optional<LastDump> read_whole(const std::filesystem::path& path,
                                   const FingerprintCacheStamp& stamp) {
  InputFile file(path);
  Header header{};
  if (file.read({reinterpret_cast<char*>(&header), sizeof header}) != sizeof header) {
    return std::nullopt;
  }
  if (bytes_of(header) != bytes_of(header_of(stamp, header.entries, header.checksum)))
    return std::nullopt;
  if (!has_whole_length(file.identity(), header)) return std::nullopt;

  LastDumpBuilder dump(header.entries);
  std::vector<Entry> entries(entries_a_read);
  const std::span<char> buffer(reinterpret_cast<char*>(entries.data()),
                               entries.size() * sizeof(Entry));
  std::uint64_t position = 0;
  std::uint64_t checksum = 0;
  while (const std::size_t got = file.read(buffer)) {
    for (std::size_t i = 0; i < got / sizeof(Entry); ++i) {
      checksum += weight_of(entries[i], position++);
      dump.add(entries[i]);
    }
  }
  if (checksum != header.checksum) return std::nullopt;
  return std::move(dump).finish();
}

}  // namespace

std::optional<LastDump> read_fingerprint_cache(const std::filesystem::path& path,
                                               const FingerprintCacheStamp& stamp) {
  try {
    return read_whole(path, stamp);
  } catch (const BadDump&) {  // missing or not readable: the database has the same information
    return std::nullopt;
  }
}

template <class Act>
void FingerprintCacheWriter::attempt(Act&& act) {
  if (failure_) return;
  try {
    act();
  } catch (const Misconfigured&) {
    failure_ = std::current_exception();
    file_.reset();  // this removes what was written of it and frees its space
  }
}

FingerprintCacheWriter::FingerprintCacheWriter(const std::filesystem::path& path) {
  attempt([&] {
    create_folders(path.parent_path());
    file_.emplace(path);
    file_->write(bytes_of(Header{}));
  });
}

void FingerprintCacheWriter::append(const Fingerprint& bytes, std::int64_t row_id,
                                    std::uint32_t length) {
  const Entry entry{bytes.high, bytes.low, row_id, length};
  buffer_ += bytes_of(entry);
  checksum_ += weight_of(entry, entries_++);
  if (buffer_.size() >= flush_bytes) flush();
}

void FingerprintCacheWriter::flush() {
  attempt([&] { file_->write(buffer_); });
  buffer_.clear();
}

void FingerprintCacheWriter::correct(feed::Ordinal record, std::int64_t row_id) {
  corrections_.push_back({record, row_id});
}

/// A range of the file is read and written for all corrections in it: each one separately would
/// cost two system calls.
void FingerprintCacheWriter::apply_corrections() {
  std::stable_sort(corrections_.begin(), corrections_.end(),
                   [](const Correction& a, const Correction& b) { return a.record < b.record; });
  std::vector<Entry> entries;
  auto next = corrections_.begin();
  while (next != corrections_.end()) {
    const std::uint64_t first = next->record;
    const std::uint64_t at = sizeof(Header) + first * sizeof(Entry);
    entries.resize(std::min<std::uint64_t>(entries_a_read, entries_ - first));
    const std::span<char> bytes(reinterpret_cast<char*>(entries.data()),
                                entries.size() * sizeof(Entry));
    file_->read_at(at, bytes);
    for (; next != corrections_.end() && next->record - first < entries.size(); ++next) {
      Entry& entry = entries[next->record - first];
      checksum_ -= weight_of(entry, next->record);
      entry.row_id = next->row_id;
      checksum_ += weight_of(entry, next->record);
    }
    file_->write_at(at, {bytes.data(), bytes.size()});
  }
  corrections_.clear();
}

void FingerprintCacheWriter::commit(const FingerprintCacheStamp& stamp) {
  flush();
  attempt([&] {
    apply_corrections();
    file_->write_at(0, bytes_of(header_of(stamp, entries_, checksum_)));
    file_->commit(Durability::cached);
  });
  if (failure_) std::rethrow_exception(failure_);
}

}  // namespace nightjar::comparing
