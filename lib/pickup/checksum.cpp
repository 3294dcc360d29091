#include "pickup/checksum.hpp"

#include <algorithm>

namespace nightjar::pickup {
namespace {

constexpr std::string_view blanks = " \t\r";

std::string_view trimmed(std::string_view text) {
  const auto begin = std::min(text.find_first_not_of(blanks), text.size());
  return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

std::optional<Checksum> as_checksum(std::string_view digest) {
  if (digest.size() != 32 && digest.size() != 64) return std::nullopt;
  Checksum sum;
  sum.kind = digest.size() == 32 ? DigestKind::md5 : DigestKind::sha256;
  for (const char c : digest) {
    const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    if (!(lower >= '0' && lower <= '9') && !(lower >= 'a' && lower <= 'f')) return std::nullopt;
    sum.hex += lower;
  }
  return sum;
}

bool names_file(std::string_view name, std::string_view file) {
  name.remove_prefix(name.rfind('/') + 1);  // npos + 1 is 0
  return name == file;
}

std::optional<Checksum> in_line(std::string_view line, std::string_view file) {
  if (const auto equals = line.rfind(") = "); equals != std::string_view::npos) {
    const auto begin = line.find('(') + 1;
    if (begin > equals || !names_file(line.substr(begin, equals - begin), file)) return {};
    return as_checksum(trimmed(line.substr(equals + 4)));
  }
  const auto end = std::min(line.find_first_of(blanks), line.size());
  std::string_view name = trimmed(line.substr(end));
  if (name.starts_with('*')) name.remove_prefix(1);  // md5sum's mark of a binary file
  if (!name.empty() && !names_file(name, file)) return {};
  return as_checksum(line.substr(0, end));
}

}  // namespace

std::optional<Checksum> find_checksum(std::string_view text, std::string_view file) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    if (auto sum = in_line(trimmed(text.substr(0, end)), file)) return sum;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return std::nullopt;
}

}  // namespace nightjar::pickup
