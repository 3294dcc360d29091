#pragma once

#include <string>
#include <vector>

#include "comparing/settlement.hpp"
#include "feed/definition.hpp"

namespace nightjar::night {

/// Why a feed's settlement is too unlike the nights before to be loaded unseen; nothing where it
/// may be. Each reason is a sentence that names the feed, the share and the limit.
std::vector<std::string> judge(const feed::Definition& feed,
                               const comparing::Settlement& settlement);

/// Why a night without this feed's file is not to be loaded unseen.
std::string missing_file(const feed::Definition& feed);

}  // namespace nightjar::night
