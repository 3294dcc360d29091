#pragma once

#include <filesystem>
#include <string_view>

namespace nightjar::support {

/// The root of the source tree.
std::filesystem::path source_folder();

/// Where the build puts the program of that name (`nightjar`, `nightjard`, `nightjar-sample`).
std::filesystem::path program(std::string_view name);

/// Where the build puts wrong_clock.cpp: a library to preload.
std::filesystem::path wrong_clock();

}  // namespace nightjar::support
