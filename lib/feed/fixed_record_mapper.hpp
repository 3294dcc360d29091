#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "feed/definition.hpp"
#include "feed/record_mapper.hpp"

namespace nightjar::feed {

/// The mapper of fixed-width records. A column that begins after a record's end is empty, as if the
/// record were filled up with spaces. A record that ends inside a column with a value that is no
/// text is rejected: it may have been cut.
std::unique_ptr<RecordMapper> make_fixed_record_mapper(const Definition& definition,
                                                       std::string_view first_record,
                                                       const std::string& file);

}  // namespace nightjar::feed
