#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <archive.h>

namespace nightjar::compression {

/// Fills `buffer` from the entry of an archive that libarchive is at; returns fewer bytes at its
/// end. An Unpacker has `archive`, its Expansion `expansion`, and `fail()`, which throws what
/// libarchive says.
template <class Unpacker>
std::size_t read_entry(Unpacker& unpacker, std::span<char> buffer) {
  std::size_t filled = 0;
  while (filled < buffer.size()) {
    const la_ssize_t got =
        archive_read_data(unpacker.archive, buffer.data() + filled, buffer.size() - filled);
    if (got < 0) unpacker.fail();
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
    const la_int64_t packed = archive_filter_bytes(unpacker.archive, -1);
    unpacker.expansion.count(static_cast<std::size_t>(got), static_cast<std::uint64_t>(packed));
  }
  return filled;
}

}  // namespace nightjar::compression
