#include "support/pgbouncer.hpp"

#include <filesystem>
#include <stdexcept>

#include <sys/stat.h>

#include "support/ftp_server.hpp"
#include "support/places.hpp"

namespace nightjar::support {
namespace {

std::filesystem::path pgbouncer() { return unpacked("pgbouncer") / "usr/sbin/pgbouncer"; }

}  // namespace

bool PgBouncer::is_there() { return std::filesystem::exists(pgbouncer()); }

PgBouncer::PgBouncer(std::string_view pool_mode, std::string_view more) : port_(free_port()) {
  const std::string place = Cluster::shared().folder();
  ::chmod(folder_.path().c_str(), 0755);
  const auto users = folder_.write("users", "\"postgres\" \"\"\n");
  const auto settings = folder_.write(
      "pgbouncer.ini", "[databases]\n* = host=" + place + " port=5432\n[pgbouncer]\n" +
                           "listen_addr = 127.0.0.1\nlisten_port = " + std::to_string(port_) +
                           "\nunix_socket_dir =\nauth_type = trust\nauth_file = " + users.string() +
                           "\npool_mode = " + std::string(pool_mode) + "\n" + std::string(more));
  process_ = std::make_unique<Process>(as_server_user({pgbouncer(), settings}));
  try {
    wait_for_port(port_);
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(error.what() + (": " + process_->output()) + process_->errors());
  }
}

std::string PgBouncer::url(std::string_view database) const {
  return "postgresql://postgres@127.0.0.1:" + std::to_string(port_) + "/" + std::string(database);
}

}  // namespace nightjar::support
