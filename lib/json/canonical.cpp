#include "json/canonical.hpp"

#include "json/engine.hpp"

namespace nightjar::json {

std::optional<ParseError> canonicalise(std::string_view json, std::string& out) {
  // The parser's memory is worth keeping, and cannot be shared between threads.
  static thread_local const auto canonicaliser = engines().back().make_canonicaliser();
  return canonicaliser->write(json, out);
}

}  // namespace nightjar::json
