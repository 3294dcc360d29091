#pragma once

#include <functional>
#include <string>

#include "yaml/keys.hpp"

namespace nightjar::support {

/// How the text names the map that a key's value is.
using NameOf = std::function<std::string(const yaml::Keys&)>;

/// What a key's value is, in a few words.
std::string value_of(const yaml::Form& form, const NameOf& name_of);

/// The value of a key that is left out: `required`, in words or as it would be written; empty where
/// leaving it out has no effect.
std::string default_of(const yaml::Key& key);

}  // namespace nightjar::support
