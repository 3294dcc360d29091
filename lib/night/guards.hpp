#pragma once

#include <string>
#include <vector>

#include "comparing/settlement.hpp"
#include "feed/definition.hpp"
#include "night/dumps.hpp"

namespace nightjar::night {

/// How a CSV file ends.
enum class LastLine {
  unknown,   ///< nobody has read one, or it is no CSV
  ended,     ///< by the end of a line
  open,      ///< within its last line, as it is expected to or as nobody knows better
  lost_end,  ///< within its last line, where the files before ended by the end of theirs
};

/// Why a feed's settlement is too unlike the nights before to be loaded unseen; nothing where it
/// may be. Each reason is a sentence that names the feed, and the share and the limit if there are.
std::vector<std::string> judge(const feed::Definition& feed,
                               const comparing::Settlement& settlement, LastLine last_line);

/// Why a file that is older than the one that is loaded already is not to be loaded unseen.
std::string older_file(const Dump& dump);

/// Why a night without this feed's file is not to be loaded unseen.
std::string missing_file(const feed::Definition& feed);

}  // namespace nightjar::night
