#pragma once

#include <fmt/format.h>

namespace nightjar {

using fmt::format;

}  // namespace nightjar
