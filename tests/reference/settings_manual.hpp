#pragma once

#include <string>

namespace nightjar::support {

/// The manual pages nightjar.yaml(5) and nightjar-dataset.yaml(5), as Markdown for lowdown, from
/// the tables of keys that the reader uses.
std::string settings_manual();
std::string dataset_manual();

}  // namespace nightjar::support
