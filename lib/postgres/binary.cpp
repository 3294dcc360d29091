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

std::int16_t read_int16(std::string_view bytes) { return read<std::int16_t>(bytes); }
std::int32_t read_int32(std::string_view bytes) { return read<std::int32_t>(bytes); }
std::int64_t read_int64(std::string_view bytes) { return read<std::int64_t>(bytes); }

}  // namespace nightjar::postgres
