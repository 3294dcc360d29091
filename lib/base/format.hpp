#pragma once

#include <fmt/format.h>

namespace nightjar {

using fmt::format;
using fmt::join;

}  // namespace nightjar
