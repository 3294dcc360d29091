#include "feed/element_context.hpp"

#include <cstdint>
#include <cstring>

namespace nightjar::feed {
namespace {

using Length = std::uint32_t;

void append_length(std::size_t length, std::string& bytes) {
  const auto value = static_cast<Length>(length);
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

std::size_t take_length(std::string_view& bytes) {
  Length length = 0;
  std::memcpy(&length, bytes.data(), sizeof length);
  bytes.remove_prefix(sizeof length);
  return length;
}

}  // namespace

void append_context(const ElementContext& context, std::string& bytes) {
  append_length(context.row.size(), bytes);
  append_length(context.members.size(), bytes);
  bytes.append(context.row).append(context.members);
}

ElementContext context_of(std::string_view bytes) {
  const std::size_t row = take_length(bytes);
  const std::size_t members = take_length(bytes);
  return {bytes.substr(0, row), bytes.substr(row, members)};
}

void write_element_json(std::string_view element, std::string_view members, std::string& json) {
  json.assign(R"({"element":)").append(element).append(members).append("}");
}

}  // namespace nightjar::feed
