#include "feed/module.hpp"

#include <algorithm>
#include <array>

namespace nightjar::feed {

bool is_engine_schema(std::string_view schema) {
  using namespace std::string_view_literals;
  constexpr std::array names{engine_name,        "public"sv,   "information_schema"sv, "citus"sv,
                             "citus_internal"sv, "columnar"sv, "columnar_internal"sv};
  return schema.starts_with("pg_") || std::find(names.begin(), names.end(), schema) != names.end();
}

}  // namespace nightjar::feed
