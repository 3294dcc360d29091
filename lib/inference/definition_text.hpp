#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feed/definition.hpp"

namespace nightjar::inference {

/// A feed with what a person should confirm about it.
struct ProposedFeed {
  feed::Definition feed;
  std::vector<std::string> remarks;  ///< of the file
  std::vector<std::string> key_remarks;
  std::vector<std::vector<std::string>> column_remarks;  ///< by column
};

/// The feed as an entry of `feeds:`, indented by two blanks, with the remarks as comments.
std::string yaml_of(const ProposedFeed& proposed);

/// A text as a scalar of YAML, in quotes if it needs them.
std::string yaml_scalar(std::string_view text);

}  // namespace nightjar::inference
