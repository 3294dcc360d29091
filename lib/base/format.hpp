#pragma once

// The only file that includes fmt. Calls name it, as in fmt::format(…): unqualified, a call with a
// std::string among its arguments would find std::format too.
#include <fmt/format.h>
