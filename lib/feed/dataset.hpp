#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "feed/definition.hpp"
#include "feed/schedule.hpp"
#include "feed/source.hpp"

namespace nightjar::feed {

/// The function that a night of a dataset calls in its transaction, after all else is written.
struct AfterLoad {
  std::string schema;
  std::string function;
  std::size_t line = 0;  ///< of the dataset's file

  /// `shop.refresh`
  [[nodiscard]] std::string name() const { return schema + "." + function; }
  bool operator==(const AfterLoad&) const = default;
};

/// What is fetched and committed together: a reader sees all of a night or none of it.
struct Dataset {
  std::string name;            ///< also the schema of its feeds' tables
  std::string description;     ///< for people
  std::filesystem::path file;  ///< the YAML that defines it
  std::string digest;          ///< its SHA-256
  std::string module{};        ///< the module that the file is part of; empty where it is of none
  Source source;
  Schedule schedule;
  std::vector<Definition> feeds;
  /// Not a part of what the feeds mean: it changes no fingerprint.
  std::optional<AfterLoad> after_load{};

  bool operator==(const Dataset&) const = default;
};

}  // namespace nightjar::feed
