#include "pickup/checksum.hpp"

#include <algorithm>
#include <utility>

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

std::optional<ChecksumLine> line_of(std::string_view name, std::string_view digest) {
  auto sum = as_checksum(digest);
  if (!sum) return std::nullopt;
  return ChecksumLine{name, std::move(*sum)};
}

}  // namespace

std::optional<ChecksumLine> read_checksum_line(std::string_view line) {
  if (const auto equals = line.rfind(") = "); equals != std::string_view::npos) {
    const auto begin = line.find('(') + 1;
    if (begin >= equals) return std::nullopt;
    return line_of(line.substr(begin, equals - begin), trimmed(line.substr(equals + 4)));
  }
  const auto end = std::min(line.find_first_of(blanks), line.size());
  std::string_view name = trimmed(line.substr(end));
  if (name.starts_with('*')) name.remove_prefix(1);  // md5sum's mark of a binary file
  return line_of(name, line.substr(0, end));
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(trimmed(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::optional<Checksum> find_checksum(std::string_view text, std::string_view file) {
  for (const std::string_view line : lines_of(text)) {
    const auto sum = read_checksum_line(line);
    if (!sum) continue;
    const std::string_view name = sum->name.substr(sum->name.rfind('/') + 1);  // npos + 1 is 0
    if (name.empty() || name == file) return sum->checksum;
  }
  return std::nullopt;
}

}  // namespace nightjar::pickup
