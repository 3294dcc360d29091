#include "feed/binary_cell.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <string>

#include <arpa/inet.h>

#include "base/ascii.hpp"
#include "feed/cell_violations.hpp"

namespace nightjar::feed {
namespace {

std::optional<std::string> from_hex(std::string_view digits) {
  if (digits.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t at = 0; at < digits.size(); at += 2) {
    const auto high = hex_value(digits[at]);
    const auto low = hex_value(digits[at + 1]);
    if (!high || !low) return std::nullopt;
    bytes += static_cast<char>(*high << 4 | *low);
  }
  return bytes;
}

/// With padding, or without it at the end (RFC 4648, sections 3.2 and 4).
std::optional<std::string> from_base64(std::string_view text) {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const auto padding = text.size() - std::min(text.find_last_not_of('=') + 1, text.size());
  if (padding > 2 || (padding > 0 && text.size() % 4 != 0)) return std::nullopt;
  text.remove_suffix(padding);
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  unsigned bits = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto value = alphabet.find(text[at]);
    if (value == std::string_view::npos) return std::nullopt;
    bits = bits << 6 | static_cast<unsigned>(value);
    const std::size_t waiting = (at % 4) * 2;  // of the bits before, less than a byte
    if (at % 4 != 0) bytes += static_cast<char>(bits >> (6 - waiting) & 0xff);
  }
  return bytes;
}

/// The digits of a UUID, without hyphens between bytes and without braces.
std::string digits_of_uuid(std::string_view text) {
  if (text.starts_with('{') && text.ends_with('}')) {
    text.remove_prefix(1);
    text.remove_suffix(1);
  }
  std::string digits;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_between_bytes = !digits.empty() && digits.size() % 4 == 0 && at + 1 < text.size();
    if (text[at] == '-' && is_between_bytes && text[at - 1] != '-') continue;
    digits += text[at];
  }
  return digits;
}

/// A kind of address in PostgreSQL's binary format (inet_recv() in its source).
struct Family {
  int of_system;
  char in_postgres;
  unsigned char bytes;
};
constexpr std::array<Family, 2> families{{{AF_INET, 2, 4}, {AF_INET6, 3, 16}}};

std::optional<std::string> from_address(std::string_view text) {
  const auto slash = std::min(text.find('/'), text.size());
  const std::string address(text.substr(0, slash));
  if (address.find('\0') != std::string::npos) return std::nullopt;
  for (const Family& family : families) {
    std::array<char, 16> bytes{};
    if (inet_pton(family.of_system, address.c_str(), bytes.data()) != 1) continue;
    unsigned bits = family.bytes * 8U;
    if (slash < text.size()) {
      const char* const end = text.data() + text.size();
      const auto parsed = std::from_chars(text.data() + slash + 1, end, bits);
      if (parsed.ec != std::errc() || parsed.ptr != end || bits > family.bytes * 8U) {
        return std::nullopt;
      }
    }
    std::string wire{family.in_postgres, static_cast<char>(bits), '\0',
                     static_cast<char>(family.bytes)};
    return wire.append(bytes.data(), family.bytes);
  }
  return std::nullopt;
}

std::optional<std::string> from_bytes_text(const Column& column, std::string_view text) {
  if (column.notation == Notation::base64) return from_base64(text);
  if (text.starts_with("\\x") || text.starts_with("0x")) text.remove_prefix(2);
  return from_hex(text);
}

std::optional<Violation> append_bytes(const Column& column, const Cell& cell,
                                      const std::optional<std::string>& bytes, Row& row) {
  if (!bytes) return wrong_type(column, cell);
  row.append(*bytes);
  return std::nullopt;
}

}  // namespace

std::optional<Violation> append_uuid(const Column& column, const Cell& cell, Row& row) {
  constexpr std::size_t uuid_digits = 32;
  if (!is_text(cell)) return wrong_type(column, cell);
  const std::string digits = digits_of_uuid(cell.text);
  if (digits.size() != uuid_digits) return wrong_type(column, cell);
  return append_bytes(column, cell, from_hex(digits), row);
}

std::optional<Violation> append_inet(const Column& column, const Cell& cell, Row& row) {
  if (!is_text(cell)) return wrong_type(column, cell);
  return append_bytes(column, cell, from_address(cell.text), row);
}

std::optional<Violation> append_bytea(const Column& column, const Cell& cell, Row& row) {
  if (!is_text(cell)) return wrong_type(column, cell);
  return append_bytes(column, cell, from_bytes_text(column, cell.text), row);
}

}  // namespace nightjar::feed
