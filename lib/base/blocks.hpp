#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace nightjar {

/// A sequence that grows at its end without moving its items, like std::deque, but in blocks of
/// 16,384 items instead of 512 bytes: finding the block of an item then needs no memory access that
/// could miss the caches.
template <class Item>
class Blocks {
 public:
  void push_back(const Item& item) {
    if (size_ == blocks_.size() * block_items)
      blocks_.push_back(std::make_unique_for_overwrite<Block>());
    (*this)[size_++] = item;
  }
  void pop_back() { --size_; }

  [[nodiscard]] std::size_t size() const { return size_; }
  Item& operator[](std::size_t at) { return (*blocks_[at / block_items])[at % block_items]; }
  const Item& operator[](std::size_t at) const {
    return (*blocks_[at / block_items])[at % block_items];
  }

 private:
  static constexpr std::size_t block_items = std::size_t{1} << 14;
  using Block = std::array<Item, block_items>;

  std::vector<std::unique_ptr<Block>> blocks_;
  std::size_t size_ = 0;
};

}  // namespace nightjar
