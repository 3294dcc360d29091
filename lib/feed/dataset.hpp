#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "feed/definition.hpp"
#include "feed/schedule.hpp"
#include "feed/source.hpp"

namespace nightjar::feed {

/// What is fetched and committed together: a reader sees all of a night or none of it.
struct Dataset {
  std::string name;            ///< also the schema of its feeds' tables
  std::string description;     ///< for people
  std::filesystem::path file;  ///< the YAML that defines it
  std::string digest;          ///< its SHA-256
  Source source;
  Schedule schedule;
  std::vector<Definition> feeds;

  bool operator==(const Dataset&) const = default;
};

}  // namespace nightjar::feed
