#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace nightjar::feed {

/// One record as the vendor wrote it, without the separators around it.
///
/// The bytes belong to the reader that yields it and are valid until it yields the next block; at
/// least `padding` bytes after them may be read (not written).
struct Record {
  static constexpr std::size_t padding = 64;  ///< the maximum that simdjson reads past the end

  std::string_view bytes;    ///< only the first few KB if the record is longer than the limit
  std::uint64_t offset = 0;  ///< of its first byte in the (uncompressed) file
  std::uint64_t length = 0;  ///< in the file
  /// The row that a RecordPredictor recognised it as.
  std::optional<std::uint32_t> predicted = std::nullopt;
  /// Of an element of a record: how many of its first bytes are the values that its columns take
  /// from elsewhere; the element as the vendor wrote it follows. Its offset is that of the record.
  std::size_t context = 0;

  /// The bytes that the vendor wrote.
  [[nodiscard]] std::string_view raw() const { return bytes.substr(context); }
  /// Whether the record is longer than the feed's limit, so that bytes is incomplete.
  [[nodiscard]] bool is_cut() const { return bytes.size() < length; }
};

}  // namespace nightjar::feed
