#pragma once

#include <cstddef>
#include <string_view>

namespace nightjar::python {

/// A place in a text that is being read.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  [[nodiscard]] std::size_t position() const { return position_; }
  [[nodiscard]] bool at_end() const { return position_ == text_.size(); }
  /// The byte here; a NUL at the end.
  [[nodiscard]] char peek() const { return at_end() ? '\0' : text_[position_]; }
  [[nodiscard]] std::string_view rest() const { return text_.substr(position_); }

  void skip(std::size_t count) { position_ += count; }
  /// Passes `c` if it is here.
  bool take(char c) {
    if (at_end() || text_[position_] != c) return false;
    ++position_;
    return true;
  }
  /// Passes all digits that are here.
  std::string_view take_digits() {
    const auto begin = position_;
    while (peek() >= '0' && peek() <= '9') ++position_;
    return text_.substr(begin, position_ - begin);
  }
  void skip_white() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r' || peek() == '\f') {
      ++position_;
    }
  }

 private:
  std::string_view text_;
  std::size_t position_ = 0;
};

}  // namespace nightjar::python
