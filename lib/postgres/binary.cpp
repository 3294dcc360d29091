#include "postgres/binary.hpp"

namespace nightjar::postgres {
namespace {

template <class Integer>
void append(std::string& out, Integer value) {
  const auto bytes = wire_bytes(value);
  out.append(bytes.data(), bytes.size());
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

}  // namespace nightjar::postgres
