#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace nightjar::postgres {

/// Appends an integer with the most significant byte first, as PostgreSQL's wire wants it.
void append_int16(std::string& out, std::int16_t value);
void append_int32(std::string& out, std::int32_t value);
void append_int64(std::string& out, std::int64_t value);

/// Appends a field of a COPY tuple: its 32-bit length, then its binary form.
void append_field(std::string& out, std::string_view value);
void append_null_field(std::string& out);
void append_boolean_field(std::string& out, bool value);
void append_int64_field(std::string& out, std::int64_t value);
void append_timestamptz_field(std::string& out, Instant value);

/// What PostgreSQL counts an instant as: microseconds since 2000-01-01 00:00 UTC.
std::int64_t timestamptz_of(Instant instant);

/// Reads one back. The text must be long enough.
std::int16_t read_int16(std::string_view bytes);
std::int32_t read_int32(std::string_view bytes);
std::int64_t read_int64(std::string_view bytes);

}  // namespace nightjar::postgres
