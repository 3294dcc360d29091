#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "feed/definition.hpp"
#include "feed/record_mapper.hpp"

namespace nightjar::feed {

/// Maps the records of a file that is not in UTF-8 (Definition::encoding): converts each record,
/// then maps it by its format. So a record that is recognised by its bytes is not converted.
std::unique_ptr<RecordMapper> make_decoding_mapper(const Definition& definition,
                                                   std::string_view first_record,
                                                   const std::string& file);

}  // namespace nightjar::feed
