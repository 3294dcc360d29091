#pragma once

#include <filesystem>
#include <string>

namespace nightjar::systemd {

/// The file in which systemd provides a credential (LoadCredential=NAME:...) to this service.
/// Throws Misconfigured if the service was started without it.
std::filesystem::path credential(const std::string& name);

}  // namespace nightjar::systemd
