#include "feed/row.hpp"

namespace nightjar::feed {

void Row::assign(std::string_view wire, std::size_t columns) {
  clear();
  wire_.append(wire);
  std::size_t at = 0;
  for (std::size_t column = 0; column < columns; ++column) {
    starts_.push_back(at);
    const std::int32_t length = postgres::read_int32(wire.substr(at));
    at += sizeof length + (length < 0 ? 0 : static_cast<std::size_t>(length));
  }
}

}  // namespace nightjar::feed
