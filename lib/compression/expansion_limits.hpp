#pragma once

#include <cstdint>

namespace nightjar::compression {

/// What a packed file may become when it is unpacked. Beyond it the dump is refused: 49 kB of zip
/// can hold 50 MB, and a few such layers hold more than any disk.
struct ExpansionLimits {
  std::uint64_t max_expanded_bytes = std::uint64_t{1} << 40;  ///< of one file or member
  /// Expanded bytes for each packed one. JSON and CSV pack 5 to 30 times, deflate can reach 1032.
  double max_ratio = 200;
  /// Of a zstd file: what it may look back, all of which is held in memory. A power of two, up to
  /// 2 GiB. Without `--long` zstd itself takes 128 MiB at the most.
  std::uint64_t max_window = std::uint64_t{128} << 20;
  /// The ratio is not looked at below this size: a few lines of spaces harm nobody.
  std::uint64_t ratio_counts_from = std::uint64_t{64} << 20;
};

}  // namespace nightjar::compression
