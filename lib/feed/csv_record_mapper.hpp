#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "feed/definition.hpp"
#include "feed/record_mapper.hpp"

namespace nightjar::feed {

/// Maps the records of a CSV file by the names in its header line, or by their positions.
std::unique_ptr<RecordMapper> make_csv_record_mapper(const Definition& definition,
                                                     std::string_view first_record,
                                                     const std::string& file);

}  // namespace nightjar::feed
