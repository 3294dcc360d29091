#pragma once

#include <functional>

#include "night/archiving.hpp"
#include "night/night_context.hpp"
#include "night/night_files.hpp"

namespace nightjar::night {

/// Runs `stages` while the files are copied into the archive. If the stages throw BadDump, the
/// files are stored there as well, and are not read again.
void with_archiving(NightContext& night, const NightFiles& files,
                    const std::function<void(Archiving&)>& stages);

/// What can wait until the night is decided. If this process ends before, the next start does it.
void wind_up(NightContext& night);

}  // namespace nightjar::night
