#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "support/cluster.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"

namespace nightjar::support {

/// A real pgbouncer in front of the shared cluster, on a free port of the loopback. Everybody may
/// log in as `postgres` without a password. It ends with this object and with the test process.
class PgBouncer {
 public:
  /// Whether .ci/packages/install has unpacked one.
  static bool is_there();

  /// `pool_mode`: session, transaction or statement. `more`: further lines of its settings.
  explicit PgBouncer(std::string_view pool_mode, std::string_view more = {});

  /// A database of the cluster through the pooler, as a libpq URI.
  [[nodiscard]] std::string url(std::string_view database) const;
  [[nodiscard]] int port() const { return port_; }

 private:
  TemporaryFolder folder_;
  int port_;
  std::unique_ptr<Process> process_;
};

}  // namespace nightjar::support
