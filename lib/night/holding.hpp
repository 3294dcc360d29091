#pragma once

#include "night/archiving.hpp"
#include "night/judging.hpp"
#include "night/night_context.hpp"
#include "night/night_files.hpp"

namespace nightjar::night {

// How a night ends that changes nothing.

/// Holds a night until a person decides, with examples of what it would change. Throws if its files
/// cannot be stored in the archive.
void hold(NightContext& night, HeldNight held, Archiving& archiving);

/// Ends a night that needs no comparison: its files have the bytes of the newest night, or of one
/// that was refused, and then it ends like that one. Returns false for other files. Throws BadDump
/// if they could not be read before, and RefusedBefore if the source has no times of files.
bool end_known(NightContext& night, const NightFiles& files, Archiving& archiving);

/// Records that the night's files are refused, so that they are not read again.
void note_refused(NightContext& night);

/// Waits until the files are in the archive. If the disk is full or broken, the night continues
/// with a notice; `nightjar status` then lists it.
void secure(NightContext& night, Archiving& archiving);

}  // namespace nightjar::night
