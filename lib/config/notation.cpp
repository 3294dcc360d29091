#include "config/notation.hpp"

#include <array>
#include <cctype>

#include "base/format.hpp"

namespace nightjar::config {
namespace {

/// One of the parts of a date in a pattern; the longer spelling is tried first.
struct Token {
  std::string_view text;
  std::size_t part;  ///< 0 year, 1 month, 2 day
};

constexpr std::array<Token, 5> tokens{{{"YYYY", 0}, {"MM", 1}, {"M", 1}, {"DD", 2}, {"D", 2}}};

const Token* token_at_front(std::string_view pattern) {
  for (const Token& token : tokens) {
    if (pattern.starts_with(token.text)) return &token;
  }
  return nullptr;
}

bool is_alphanumeric(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

}  // namespace

std::string fault_of_pointer(std::string_view pointer) {
  if (!pointer.starts_with('/')) return "does not begin with /";
  for (std::size_t i = 0; i < pointer.size(); ++i) {
    const char next = i + 1 < pointer.size() ? pointer[i + 1] : '\0';
    if (pointer[i] == '/' && (next == '/' || next == '\0')) {
      return fmt::format("has nothing after the / at its byte {}", i + 1);
    }
    if (pointer[i] == '~' && next != '0' && next != '1') {
      return "has a ~ that is neither ~0 (for ~) nor ~1 (for /)";
    }
  }
  return {};
}

std::string fault_of_date_format(std::string_view pattern) {
  std::array<int, 3> seen{};
  while (!pattern.empty()) {
    const Token* token = token_at_front(pattern);
    if (token == nullptr) {
      if (is_alphanumeric(pattern.front())) {
        return fmt::format("has \"{}\", which is no part of a date", pattern.front());
      }
      pattern.remove_prefix(1);
      continue;
    }
    ++seen[token->part];
    pattern.remove_prefix(token->text.size());
    if (token->text.size() == 1 && !pattern.empty() && is_alphanumeric(pattern.front())) {
      return fmt::format("has no mark after {}, so that its digits run into the next", token->text);
    }
  }
  if (seen != std::array{1, 1, 1}) return "does not name year, month and day once each";
  return {};
}

}  // namespace nightjar::config
