#pragma once

#include <optional>
#include <string>

#include "support/temporary_folder.hpp"

namespace nightjar::support {

/// The other end of NOTIFY_SOCKET, as a service manager has it (sd_notify(3)).
class ServiceManager {
 public:
  ServiceManager();
  ~ServiceManager();
  ServiceManager(const ServiceManager&) = delete;
  ServiceManager& operator=(const ServiceManager&) = delete;

  /// What NOTIFY_SOCKET is to be for the service.
  [[nodiscard]] std::string address() const { return folder_.path() / "notify"; }

  /// The oldest message that was not taken yet; nothing where there is none.
  std::optional<std::string> next();
  /// Takes messages until one begins so, and gives that. Throws after a minute without.
  std::string await(const std::string& beginning);

 private:
  TemporaryFolder folder_;
  int socket_;
};

}  // namespace nightjar::support
