#pragma once

#include <cstdint>
#include <functional>

#include "hashing/fingerprint.hpp"

namespace nightjar::feed {

/// Receives the fingerprint of a row's values.
using TakeFingerprint = std::function<void(std::int64_t row_id, const Fingerprint&)>;

/// Gives the value fingerprint of every live row to one of the two, roughly in the order in which
/// the rows came. Both are called at the same time, each on a thread of its own.
using ReadFingerprints =
    std::function<void(const TakeFingerprint& one, const TakeFingerprint& other)>;

}  // namespace nightjar::feed
