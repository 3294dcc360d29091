#include "feed/row.hpp"

#include "postgres/binary.hpp"

namespace nightjar::feed {

void Row::clear() {
  wire_.clear();
  starts_.clear();
}

void Row::append_null() {
  starts_.push_back(wire_.size());
  postgres::append_int32(wire_, -1);
}

void Row::append(std::string_view value) {
  starts_.push_back(wire_.size());
  postgres::append_int32(wire_, static_cast<std::int32_t>(value.size()));
  wire_ += value;
}

void Row::assign(std::string_view wire, std::size_t columns) {
  clear();
  wire_ = wire;
  std::size_t at = 0;
  for (std::size_t column = 0; column < columns; ++column) {
    starts_.push_back(at);
    const std::int32_t length = postgres::read_int32(wire.substr(at));
    at += sizeof length + (length < 0 ? 0 : static_cast<std::size_t>(length));
  }
}

std::optional<std::string_view> Row::field(std::size_t column) const {
  const std::string_view rest = std::string_view(wire_).substr(starts_[column]);
  const std::int32_t length = postgres::read_int32(rest);
  if (length < 0) return std::nullopt;
  return rest.substr(sizeof length, static_cast<std::size_t>(length));
}

}  // namespace nightjar::feed
