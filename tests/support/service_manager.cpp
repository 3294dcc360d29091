#include "support/service_manager.hpp"

#include <array>
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <system_error>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace nightjar::support {
namespace {

constexpr std::chrono::milliseconds patience = std::chrono::minutes(1);

}  // namespace

ServiceManager::ServiceManager()
    : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
  const std::string path = this->address();
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) throw std::length_error(path);
  std::memcpy(address.sun_path, path.c_str(), path.size());
  if (::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::system_error(errno, std::generic_category(), path);
  }
}

ServiceManager::~ServiceManager() { ::close(socket_); }

std::optional<std::string> ServiceManager::next() {
  std::array<char, 4096> buffer{};
  const ssize_t got = ::recv(socket_, buffer.data(), buffer.size(), 0);
  if (got < 0) return std::nullopt;
  return std::string(buffer.data(), static_cast<std::size_t>(got));
}

std::string ServiceManager::await(const std::string& beginning) {
  while (true) {
    while (const auto message = next()) {
      if (message->starts_with(beginning)) return *message;
    }
    pollfd ready{socket_, POLLIN, 0};
    if (::poll(&ready, 1, static_cast<int>(patience.count())) == 0) {
      throw std::runtime_error("the service manager was not told \"" + beginning + "\"");
    }
  }
}

}  // namespace nightjar::support
