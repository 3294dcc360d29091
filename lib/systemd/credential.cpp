#include "systemd/credential.hpp"

#include <cstdlib>
#include <system_error>

#include "base/error.hpp"
#include "base/format.hpp"

namespace nightjar::systemd {

std::filesystem::path credential(const std::string& name) {
  const std::string remedy = fmt::format(
      "add LoadCredential={}:/path/to/the/file to nightjard.service (systemctl edit)", name);
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  if (folder == nullptr || name.empty() || name.find('/') != std::string::npos) {
    throw Misconfigured(fmt::format("there is no systemd credential \"{}\"", name), remedy);
  }
  const auto file = std::filesystem::path(folder) / name;
  std::error_code failure;
  if (!std::filesystem::exists(file, failure)) {
    throw Misconfigured(fmt::format("{}: there is no such systemd credential{}", file.string(),
                                    failure ? ": " + failure.message() : ""),
                        remedy);
  }
  return file;
}

}  // namespace nightjar::systemd
