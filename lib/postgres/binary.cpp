#include "postgres/binary.hpp"

#include <bit>
#include <cstring>
#include <type_traits>

namespace nightjar::postgres {
namespace {

static_assert(std::endian::native == std::endian::little, "the byte order of x86-64 and arm64");

std::uint16_t swapped(std::uint16_t value) { return __builtin_bswap16(value); }
std::uint32_t swapped(std::uint32_t value) { return __builtin_bswap32(value); }
std::uint64_t swapped(std::uint64_t value) { return __builtin_bswap64(value); }

template <class Integer>
void append(std::string& out, Integer value) {
  const auto wire = swapped(static_cast<std::make_unsigned_t<Integer>>(value));
  char bytes[sizeof wire];
  std::memcpy(bytes, &wire, sizeof wire);
  out.append(bytes, sizeof wire);
}

template <class Integer>
Integer read(std::string_view bytes) {
  std::make_unsigned_t<Integer> wire;
  std::memcpy(&wire, bytes.data(), sizeof wire);
  return static_cast<Integer>(swapped(wire));
}

}  // namespace

void append_int16(std::string& out, std::int16_t value) { append(out, value); }
void append_int32(std::string& out, std::int32_t value) { append(out, value); }
void append_int64(std::string& out, std::int64_t value) { append(out, value); }

void append_field(std::string& out, std::string_view value) {
  append_int32(out, static_cast<std::int32_t>(value.size()));
  out += value;
}

void append_null_field(std::string& out) { append_int32(out, -1); }

void append_boolean_field(std::string& out, bool value) {
  append_int32(out, 1);
  out += value ? '\1' : '\0';
}

void append_int64_field(std::string& out, std::int64_t value) {
  append_int32(out, sizeof value);
  append_int64(out, value);
}

void append_timestamptz_field(std::string& out, Instant value) {
  append_int64_field(out, timestamptz_of(value));
}

std::int64_t timestamptz_of(Instant instant) {
  constexpr std::chrono::sys_days epoch{std::chrono::year(2000) / 1 / 1};
  return (instant - Instant(epoch)).count();
}

std::int16_t read_int16(std::string_view bytes) { return read<std::int16_t>(bytes); }
std::int32_t read_int32(std::string_view bytes) { return read<std::int32_t>(bytes); }
std::int64_t read_int64(std::string_view bytes) { return read<std::int64_t>(bytes); }

}  // namespace nightjar::postgres
