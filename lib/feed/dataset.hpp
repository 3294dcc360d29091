#pragma once

#include <string>
#include <vector>

#include "feed/definition.hpp"

namespace nightjar::feed {

/// What is fetched and committed together: a reader sees all of a night or none of it.
struct Dataset {
  std::string name;         ///< also the schema of its feeds' tables
  std::string description;  ///< for people
  std::string source;       ///< the URL of the folder its files are in, with a slash at the end
  std::vector<Definition> feeds;
};

}  // namespace nightjar::feed
