#pragma once

#include <memory>

#include "feed/definition.hpp"
#include "feed/record_mapper.hpp"

namespace nightjar::feed {

/// Maps the elements that an Expander finds for a child feed to rows of the feed: with the columns
/// of their record, which the context has, and those of the element.
std::unique_ptr<RecordMapper> make_element_mapper(const Definition& feed);

}  // namespace nightjar::feed
