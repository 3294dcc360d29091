#pragma once

#include <memory>

#include "feed/definition.hpp"
#include "reading/splitter.hpp"

namespace nightjar::reading {

/// The splitter that finds the records of the feed's file.
std::unique_ptr<Splitter> make_splitter(const feed::Definition& feed);

}  // namespace nightjar::reading
