#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace nightjar::feed {

/// One record as the vendor wrote it, without the separators around it.
///
/// The bytes belong to the reader that yields it and live until it yields the next block; at least
/// `padding` bytes after them may be read (not written).
struct Record {
  static constexpr std::size_t padding = 64;  ///< what simdjson reads past the end, at most

  std::string_view bytes;    ///< only the first few KB where the record is longer than the limit
  std::uint64_t offset = 0;  ///< of its first byte in the (uncompressed) file
  std::uint64_t length = 0;  ///< in the file
  /// The row that a RecordPredictor knew it as.
  std::optional<std::uint32_t> predicted = std::nullopt;

  /// Whether the record is longer than the feed's limit, so that bytes is not all of it.
  [[nodiscard]] bool is_cut() const { return bytes.size() < length; }
};

}  // namespace nightjar::feed
