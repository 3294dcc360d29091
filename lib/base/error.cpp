#include "base/error.hpp"

#include <utility>

namespace nightjar {

Error::Error(std::string message, std::string remedy)
    : message_(std::move(message)), remedy_(std::move(remedy)) {}

void Error::in(std::string_view context) { message_.insert(0, std::string(context) + ": "); }

}  // namespace nightjar
