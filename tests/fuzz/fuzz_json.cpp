#include <cstdlib>
#include <cstring>
#include <memory>

#include "json/canonical.hpp"
#include "json/extractor.hpp"

// Any bytes are JSON or a problem; extractor and canonical text are of one mind; a canonical text
// is its own.

using namespace nightjar::json;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto memory = std::make_unique<char[]>(size + 64);
  if (size != 0) std::memcpy(memory.get(), data, size);
  const std::string_view text(memory.get(), size);
  static Extractor extractor({"/a", "/a/b", "/a/*/b", "/a/0", "/b/*", "/"});
  static Extractor nothing({});
  std::size_t bytes = 0;
  const auto count = [&](std::size_t, const ExtractedValue& value) { bytes += value.text.size(); };
  const bool is_readable = !extractor.extract(text, count);
  const bool is_json = !nothing.extract(text, count);
  if (is_readable && !is_json) std::abort();
  std::string canonical;
  const bool is_canonical = !canonicalise(text, canonical);
  const bool is_container = is_canonical && (canonical.front() == '{' || canonical.front() == '[');
  if (is_container && !is_json) std::abort();
  if (is_canonical) {
    std::string again;
    if (canonicalise(canonical, again) || again != canonical) std::abort();
  }
  return 0;
}
