#pragma once

#include <cstddef>
#include <cstdint>

namespace nightjar::sample {

/// Scatters the bits of a number (the finishing step of splitmix64, by Sebastiano Vigna).
constexpr std::uint64_t scatter(std::uint64_t bits) {
  bits += 0x9e3779b97f4a7c15;
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
  return bits ^ (bits >> 31);
}

/// One number from several; their order matters.
template <typename... More>
constexpr std::uint64_t scatter(std::uint64_t one, std::uint64_t other, More... more) {
  return scatter(scatter(one) ^ other, static_cast<std::uint64_t>(more)...);
}

/// Random numbers that are the same on every machine and with every standard library: they depend
/// only on the seed.
class Dice {
 public:
  explicit constexpr Dice(std::uint64_t start) : state_(start) {}

  constexpr std::uint64_t next() { return scatter(state_++); }
  /// 0 to `count` - 1.
  constexpr std::size_t below(std::size_t count) {
    return static_cast<std::size_t>((next() >> 32) * count >> 32);
  }
  /// `first` to `last`, both included.
  constexpr std::int64_t between(std::int64_t first, std::int64_t last) {
    return first + static_cast<std::int64_t>(below(static_cast<std::size_t>(last - first + 1)));
  }
  constexpr bool one_in(std::size_t count) { return below(count) == 0; }
  /// From 0 to less than 1.
  constexpr double fraction() { return static_cast<double>(next() >> 11) * 0x1p-53; }
  template <typename List>
  constexpr auto& pick(List& list) {
    return list[below(list.size())];
  }

 private:
  std::uint64_t state_;
};

}  // namespace nightjar::sample
