#pragma once

#include <string>
#include <vector>

#include "feed/definition.hpp"
#include "feed/schedule.hpp"
#include "feed/source.hpp"

namespace nightjar::feed {

/// What is fetched and committed together: a reader sees all of a night or none of it.
struct Dataset {
  std::string name;         ///< also the schema of its feeds' tables
  std::string description;  ///< for people
  std::string digest;       ///< SHA-256 of the YAML that says all this
  Source source;
  Schedule schedule;
  std::vector<Definition> feeds;
};

}  // namespace nightjar::feed
