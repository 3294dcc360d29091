#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace nightjar {

/// A buffer of bytes that is filled piece by piece, repeatedly. It does less work per piece than a
/// std::string, which matters for pieces of a few bytes: one comparison, no terminating zero.
class Bytes {
 public:
  void clear() { size_ = 0; }

  /// That many more bytes, for the caller to write. Valid until the next call.
  char* extend(std::size_t count) {
    if (room_.size() - size_ < count) room_.resize(std::max(2 * room_.size(), size_ + count));
    char* const begin = room_.data() + size_;
    size_ += count;
    return begin;
  }
  void append(std::string_view piece) {
    char* const begin = extend(piece.size());
    if (!piece.empty()) std::memcpy(begin, piece.data(), piece.size());
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  /// Valid until the next change.
  [[nodiscard]] std::string_view view() const { return {room_.data(), size_}; }

 private:
  std::string room_;
  std::size_t size_ = 0;
};

}  // namespace nightjar
