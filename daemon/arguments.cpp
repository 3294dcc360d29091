#include "arguments.hpp"

#include <algorithm>
#include <string_view>

namespace nightjar::daemon {
namespace {

/// The password within `scheme://user:password@host/…`; empty if there is none.
std::string_view password_in(std::string_view word) {
  const std::size_t mark = word.find("://");
  if (mark == word.npos) return {};
  const std::string_view rest = word.substr(mark + 3);
  const std::string_view login = rest.substr(0, rest.substr(0, rest.find('/')).rfind('@'));
  const std::size_t colon = login.find(':');
  if (login.size() == rest.size() || colon == login.npos) return {};
  return login.substr(colon + 1);
}

}  // namespace

Arguments::Arguments(int argc, char** argv) : words_(argv, argv + argc) {
  for (int i = 0; i < argc; ++i) {
    const std::string_view password = password_in(argv[i]);
    if (password.empty()) continue;
    passwords_.emplace_back(password);
    std::fill_n(argv[i] + (password.data() - argv[i]), password.size(), '*');
  }
}

std::vector<std::string> Arguments::from_behind() const {
  std::vector<std::string> words(words_.rbegin(), words_.rend());
  if (!words.empty()) words.pop_back();
  return words;
}

std::string Arguments::covered(std::string text) const {
  for (const std::string& password : passwords_) {
    for (auto at = text.find(password); at != text.npos; at = text.find(password, at + 3)) {
      text.replace(at, password.size(), "***");
    }
  }
  return text;
}

}  // namespace nightjar::daemon
