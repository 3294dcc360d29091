#pragma once

#include <cstdint>
#include <string_view>

namespace nightjar::feed {

/// One record as the vendor wrote it, without the separators around it.
///
/// The bytes belong to the reader that yields it and live until it yields the next block; at least
/// `padding` bytes after them may be read (not written).
struct Record {
  static constexpr std::size_t padding = 64;  ///< what simdjson reads past the end, at most

  std::string_view bytes;    ///< empty where the record is longer than the feed's limit
  std::uint64_t offset = 0;  ///< of its first byte in the (uncompressed) file
  std::uint64_t length = 0;  ///< in the file; bytes.size() unless it is longer than the limit
};

}  // namespace nightjar::feed
