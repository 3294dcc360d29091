#pragma once

#include <filesystem>
#include <string_view>

namespace nightjar::support {

/// The root of the source tree.
std::filesystem::path source_folder();

/// The program of that name (`nightjar`, `nightjard`, `nightjar-sample`) in the folder that the
/// environment's NIGHTJAR_PROGRAM_FOLDER names, or else where the build puts it.
std::filesystem::path program(std::string_view name);

/// Where the build puts wrong_clock.cpp: a library to preload.
std::filesystem::path wrong_clock();

/// Where `.ci/packages/install unpacked` puts a Debian package of this release, if it could be had.
std::filesystem::path unpacked(std::string_view package);

/// The folder of PostgreSQL's own programs, of the version that the build found.
std::filesystem::path postgresql_programs();

}  // namespace nightjar::support
