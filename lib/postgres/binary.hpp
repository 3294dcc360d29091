#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace nightjar::postgres {

/// Appends an integer with the most significant byte first, as PostgreSQL's wire wants it.
void append_int16(std::string& out, std::int16_t value);
void append_int32(std::string& out, std::int32_t value);
void append_int64(std::string& out, std::int64_t value);

/// Reads one back. The text must be long enough.
std::int16_t read_int16(std::string_view bytes);
std::int32_t read_int32(std::string_view bytes);
std::int64_t read_int64(std::string_view bytes);

}  // namespace nightjar::postgres
