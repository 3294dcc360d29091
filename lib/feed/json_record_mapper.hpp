#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "feed/definition.hpp"
#include "feed/record_mapper.hpp"

namespace nightjar::feed {

/// Maps the objects of JSON and NDJSON, with one member or array element per path.
std::unique_ptr<RecordMapper> make_json_record_mapper(const Definition& definition,
                                                      std::string_view first_record,
                                                      const std::string& file);

}  // namespace nightjar::feed
