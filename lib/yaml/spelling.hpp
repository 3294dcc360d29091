#pragma once

#include "base/spelling.hpp"

namespace nightjar::yaml {

using nightjar::edit_distance;
using nightjar::enumeration;
using nightjar::suggestion;

}  // namespace nightjar::yaml
