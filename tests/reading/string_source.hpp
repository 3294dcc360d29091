#pragma once

#include <algorithm>
#include <string>
#include <utility>

#include "base/byte_source.hpp"

namespace nightjar::reading {

/// A text as a source of bytes.
class StringSource : public ByteSource {
 public:
  explicit StringSource(std::string text) : text_(std::move(text)) {}

  std::size_t read(std::span<char> buffer) override {
    const auto count = text_.copy(buffer.data(), buffer.size(), taken_);
    taken_ += count;
    return count;
  }

 private:
  std::string text_;
  std::size_t taken_ = 0;
};

}  // namespace nightjar::reading
