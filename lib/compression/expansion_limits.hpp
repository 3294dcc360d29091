#pragma once

#include <cstdint>

namespace nightjar::compression {

/// How large a packed file may become when it is unpacked. Beyond that the dump is refused: 49 kB
/// of zip can contain 50 MB, and with a few layers more than any disk can hold.
struct ExpansionLimits {
  std::uint64_t max_expanded_bytes = std::uint64_t{1} << 40;  ///< of one file or member
  /// Expanded bytes for each packed one. JSON and CSV compress 5 to 30 times, deflate can reach
  /// 1032.
  double max_ratio = 200;
  /// Of a zstd file: the window, all of which is kept in memory. A power of two, up to 2 GiB.
  /// Without `--long` zstd itself uses 128 MiB at most.
  std::uint64_t max_window = std::uint64_t{128} << 20;
  /// The ratio is not checked below this size: a few lines of spaces do no harm.
  std::uint64_t ratio_counts_from = std::uint64_t{64} << 20;

  bool operator==(const ExpansionLimits&) const = default;
};

}  // namespace nightjar::compression
