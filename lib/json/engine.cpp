#include "json/engine.hpp"

#include <simdjson.h>

#include "json/engine_parts.hpp"

namespace nightjar::json {
namespace {

template <auto make, typename... Arguments>
auto made(const Arguments&... arguments) {
  using Part = std::conditional_t<sizeof...(Arguments) == 0, Canonicaliser, Walker>;
  std::unique_ptr<Part> part;
  make(arguments..., part);
  return part;
}

std::vector<Engine> available_engines() {
  using Paths = std::vector<std::string>;
  std::vector<Engine> available{{"plain", made<nightjar_json_make_walker_plain, Paths>,
                                 made<nightjar_json_make_canonicaliser_plain>}};
#ifdef NIGHTJAR_JSON_AVX2
  const auto* haswell = simdjson::get_available_implementations()["haswell"];
  if (haswell != nullptr && haswell->supported_by_runtime_system()) {
    available.push_back({"avx2", made<nightjar_json_make_walker_avx2, Paths>,
                         made<nightjar_json_make_canonicaliser_avx2>});
  }
#endif
  return available;
}

}  // namespace

const std::vector<Engine>& engines() {
  static const auto available = available_engines();
  return available;
}

}  // namespace nightjar::json
