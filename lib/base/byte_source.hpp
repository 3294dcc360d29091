#pragma once

#include <cstddef>
#include <span>

namespace nightjar {

/// Bytes that can be read once, from front to end: a file, or what is packed in one.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  /// Fills `buffer` as far as the source goes; fewer bytes than asked for mean its end. Throws
  /// BadDump where the bytes cannot be had.
  virtual std::size_t read(std::span<char> buffer) = 0;
};

}  // namespace nightjar
