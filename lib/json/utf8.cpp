#include "json/utf8.hpp"

#include <simdjson.h>

namespace nightjar::json {

bool is_utf8(std::string_view bytes) { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

}  // namespace nightjar::json
