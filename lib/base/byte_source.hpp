#pragma once

#include <cstddef>
#include <span>

namespace nightjar {

/// Bytes that can be read once, from beginning to end: a file, or its unpacked content.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  /// Fills `buffer`; fewer bytes than requested mean the end of the source. Throws BadDump if the
  /// bytes cannot be read.
  virtual std::size_t read(std::span<char> buffer) = 0;
};

}  // namespace nightjar
