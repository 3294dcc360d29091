#include <cstdint>
#include <limits>
#include <string>

#include "postgres/binary.hpp"
#include "support/catch.hpp"

using namespace nightjar::postgres;

TEST_CASE("An integer goes to PostgreSQL's wire most significant byte first") {
  std::string out;
  append_int16(out, 0x0102);
  append_int32(out, 0x03040506);
  append_int64(out, 0x0708090a0b0c0d0e);
  CHECK(out == "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e");
}

TEST_CASE("An integer comes back from the wire as it went") {
  const auto round_trip = [](std::int64_t value) {
    std::string out;
    append_int16(out, static_cast<std::int16_t>(value));
    append_int32(out, static_cast<std::int32_t>(value));
    append_int64(out, value);
    const std::string_view bytes = out;
    return read_int16(bytes) == static_cast<std::int16_t>(value) &&
           read_int32(bytes.substr(2)) == static_cast<std::int32_t>(value) &&
           read_int64(bytes.substr(6)) == value;
  };
  for (const std::int64_t value :
       {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{0x7fff},
        std::int64_t{-0x8000}, std::numeric_limits<std::int64_t>::max(),
        std::numeric_limits<std::int64_t>::min()}) {
    CHECK(round_trip(value));
  }
}
