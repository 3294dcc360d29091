#pragma once

#include <filesystem>
#include <set>
#include <vector>

#include "archive/archive.hpp"
#include "feed/retention.hpp"
#include "night/dumps.hpp"
#include "night/ledger.hpp"
#include "night/observer.hpp"

namespace nightjar::night {

/// Puts the files of a night into the archive, on a thread that gives way to others, and notes
/// where. To be called once the night is decided: packing them takes as much of the processors as
/// comparing does, and readers should not wait for it. Throws what prevented it; gives up where the
/// observer throws meanwhile, and throws that.
void keep_files(const std::filesystem::path& root, const Run& run, const Dumps& dumps,
                Ledger& ledger, Observer& observer);

/// The files that a night had, out of the archive; they are unpacked into `folder`. Throws
/// Misconfigured where the archive does not have them.
Dumps replay(const std::filesystem::path& root, Ledger& ledger, std::int64_t run_id,
             const feed::Dataset& dataset, const std::filesystem::path& folder);

}  // namespace nightjar::night
