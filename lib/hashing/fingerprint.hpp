#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nightjar {

/// 128 bits of XXH3: equal bytes have equal fingerprints, and among a billion different ones the
/// probability that any two are equal is below 1 in 10^20 (birthday bound, n^2 / 2^129). Not
/// cryptographic: a vendor who forges collisions harms only their own rows.
struct Fingerprint {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  bool operator==(const Fingerprint&) const = default;

  /// For the fingerprint of two things of different kinds.
  Fingerprint operator^(const Fingerprint& other) const {
    return {high ^ other.high, low ^ other.low};
  }

  /// The sixteen bytes in the order in which PostgreSQL's uuid shows them.
  [[nodiscard]] std::array<char, 16> bytes() const;
  static Fingerprint from_bytes(std::string_view sixteen);
};

/// The fingerprint of all the bytes of a text.
Fingerprint fingerprint_of(std::string_view bytes);

}  // namespace nightjar
