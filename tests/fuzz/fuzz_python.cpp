#include <cstdlib>

#include "json/canonical.hpp"
#include "json/utf8.hpp"
#include "python/literal.hpp"

// Any bytes are a literal or a problem, and what a literal becomes is JSON: all that canonicalise()
// may still find in it is what jsonb cannot hold.

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::string json;
  if (nightjar::python::to_json(text, json) || !nightjar::json::is_utf8(text)) return 0;
  std::string canonical;
  const auto problem = nightjar::json::canonicalise(json, canonical);
  if (problem && problem->what.find("U+0000") == std::string::npos &&
      problem->what.find("out of range") == std::string::npos) {
    std::abort();
  }
  return 0;
}
