#pragma once

#include <cstddef>
#include <memory>

#include "feed/format.hpp"
#include "reading/splitter.hpp"

namespace nightjar::reading {

/// The splitter that finds the records of a file of this format.
std::unique_ptr<Splitter> make_splitter(feed::Format format, std::size_t max_record_bytes);

}  // namespace nightjar::reading
