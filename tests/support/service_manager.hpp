#pragma once

#include <optional>
#include <string>

#include "support/temporary_folder.hpp"

namespace nightjar::support {

/// The receiving end of NOTIFY_SOCKET, like a service manager (sd_notify(3)).
class ServiceManager {
 public:
  ServiceManager();
  ~ServiceManager();
  ServiceManager(const ServiceManager&) = delete;
  ServiceManager& operator=(const ServiceManager&) = delete;

  /// The value of NOTIFY_SOCKET for the service.
  [[nodiscard]] std::string address() const { return folder_.path() / "notify"; }

  /// The oldest message that was not taken yet; nothing if there is none.
  std::optional<std::string> next();
  /// Takes messages until one begins with this text, and returns it. Throws after a minute without
  /// one.
  std::string await(const std::string& beginning);

 private:
  TemporaryFolder folder_;
  int socket_;
};

}  // namespace nightjar::support
