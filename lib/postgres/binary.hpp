#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/instant.hpp"

namespace nightjar::postgres {

/// The bytes of an integer in network byte order, as in PostgreSQL's protocol.
template <class Integer>
std::array<char, sizeof(Integer)> wire_bytes(Integer value) {
  static_assert(std::endian::native == std::endian::little, "the byte order of x86-64 and arm64");
  std::make_unsigned_t<Integer> wire{};
  if constexpr (sizeof value == 2) wire = __builtin_bswap16(static_cast<std::uint16_t>(value));
  if constexpr (sizeof value == 4) wire = __builtin_bswap32(static_cast<std::uint32_t>(value));
  if constexpr (sizeof value == 8) wire = __builtin_bswap64(static_cast<std::uint64_t>(value));
  return std::bit_cast<std::array<char, sizeof(Integer)>>(wire);
}

/// Appends an integer in network byte order.
void append_int16(std::string& out, std::int16_t value);
void append_int32(std::string& out, std::int32_t value);
void append_int64(std::string& out, std::int64_t value);

/// Appends a field of a COPY tuple: its 32-bit length, then its binary value.
void append_field(std::string& out, std::string_view value);
void append_null_field(std::string& out);
void append_boolean_field(std::string& out, bool value);
void append_int64_field(std::string& out, std::int64_t value);
void append_timestamptz_field(std::string& out, Instant value);

/// PostgreSQL's representation of an instant: microseconds since 2000-01-01 00:00 UTC.
std::int64_t timestamptz_of(Instant instant);

/// Reads one back. The text must be long enough.
template <class Integer>
Integer read_integer(std::string_view bytes) {
  std::array<char, sizeof(Integer)> turned{};
  std::memcpy(turned.data(), bytes.data(), sizeof turned);
  return std::bit_cast<Integer>(wire_bytes(std::bit_cast<Integer>(turned)));
}
inline std::int16_t read_int16(std::string_view bytes) { return read_integer<std::int16_t>(bytes); }
inline std::int32_t read_int32(std::string_view bytes) { return read_integer<std::int32_t>(bytes); }
inline std::int64_t read_int64(std::string_view bytes) { return read_integer<std::int64_t>(bytes); }

}  // namespace nightjar::postgres
