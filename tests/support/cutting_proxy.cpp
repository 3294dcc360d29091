#include "support/cutting_proxy.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "support/cluster.hpp"

namespace nightjar::support {
namespace {

constexpr std::string_view socket_name = ".s.PGSQL.5432";
constexpr std::string_view steps_of_client = "QEc";  ///< Query, Execute, CopyDone
constexpr std::string_view ends_of_step = "ZGHE";    ///< ReadyForQuery, Copy{In,Out}Response, error

sockaddr_un address_in(const std::filesystem::path& folder) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = folder / socket_name;
  if (path.size() >= sizeof address.sun_path) throw std::runtime_error("too long: " + path);
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

int new_socket() {
  const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) throw std::runtime_error("no socket");
  return socket;
}

bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

/// Cuts a stream into the protocol's messages.
class Messages {
 public:
  /// The first message of a client has a length only.
  explicit Messages(bool has_type) : has_type_(has_type) {}

  void append(std::string_view bytes) { bytes_.append(bytes); }

  /// The next whole message.
  std::optional<std::string> take() {
    const std::size_t type = has_type_ ? 1 : 0;
    std::uint32_t length = 0;  // of all but the type
    if (bytes_.size() < type + sizeof length) return {};
    std::memcpy(&length, bytes_.data() + type, sizeof length);
    const std::size_t size = type + ntohl(length);
    if (bytes_.size() < size) return {};
    std::string message = bytes_.substr(0, size);
    bytes_.erase(0, size);
    has_type_ = true;
    return message;
  }

 private:
  bool has_type_;
  std::string bytes_;
};

bool is_one_of(std::string_view types, const std::string& message) {
  return types.find(message[0]) != types.npos;
}

}  // namespace

class CuttingProxy::Session {
 public:
  Session(CuttingProxy& proxy, std::size_t number, int client, int server)
      : proxy_(proxy), number_(number), client_(client), server_(server) {}

  void run() {
    while (pass_on()) {
    }
    // The client learns of the end once PostgreSQL's process is gone, and its locks with it.
    ::shutdown(server_, SHUT_WR);
    while (::recv(server_, buffer_.data(), buffer_.size(), 0) > 0) {
    }
  }

 private:
  /// Whether the session goes on.
  bool pass_on() {
    std::array<pollfd, 2> ends{pollfd{client_, POLLIN, 0}, pollfd{server_, POLLIN, 0}};
    if (::poll(ends.data(), ends.size(), -1) < 0) return errno == EINTR;
    if (ends[1].revents != 0 && !pass_from_server()) return false;
    return ends[0].revents == 0 || pass_from_client();
  }

  bool pass_from_client() {
    if (!receive(client_, from_client_)) return false;
    while (const auto message = from_client_.take()) {
      const bool is_step = has_started_ && is_one_of(steps_of_client, *message);
      has_started_ = true;
      const auto cut = is_step ? proxy_.cut_of(number_, steps_++) : std::nullopt;
      if (cut == Cut::before_step) return false;
      if (cut == Cut::after_step) loses_answer_ = true;
      if (!send_all(server_, *message)) return false;
    }
    return true;
  }

  bool pass_from_server() {
    if (!receive(server_, from_server_)) return false;
    while (const auto message = from_server_.take()) {
      if (loses_answer_ && is_one_of(ends_of_step, *message)) return false;
      if (!loses_answer_ && !send_all(client_, *message)) return false;
    }
    return true;
  }

  bool receive(int socket, Messages& messages) {
    const ssize_t got = ::recv(socket, buffer_.data(), buffer_.size(), 0);
    if (got <= 0) return false;
    messages.append({buffer_.data(), static_cast<std::size_t>(got)});
    return true;
  }

  CuttingProxy& proxy_;
  std::size_t number_;
  std::size_t steps_ = 0;
  int client_;
  int server_;
  Messages from_client_{false};
  Messages from_server_{true};
  bool has_started_ = false;
  bool loses_answer_ = false;
  std::array<char, 65536> buffer_{};
};

CuttingProxy::CuttingProxy() : socket_(new_socket()) {
  const sockaddr_un address = address_in(folder_.path());
  if (::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(socket_, SOMAXCONN) != 0) {
    throw std::runtime_error("no socket in " + folder_.path().string());
  }
  listener_ = std::jthread([this] { listen(); });
}

CuttingProxy::~CuttingProxy() {
  {
    const std::lock_guard lock(mutex_);
    closes_ = true;
    for (const int socket : open_) ::shutdown(socket, SHUT_RDWR);
  }
  ::shutdown(socket_, SHUT_RDWR);
  listener_.join();
  threads_.clear();
  ::close(socket_);
}

std::string CuttingProxy::url(std::string_view database) const {
  return "postgresql:///" + std::string(database) + "?host=" + folder_.path().string() +
         "&port=5432&user=postgres";
}

void CuttingProxy::listen() {
  for (;;) {
    const int client = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;
    const std::lock_guard lock(mutex_);
    threads_.emplace_back([this, client, number = sessions_++] {
      if (admits()) serve(number, client);
      ::close(client);
    });
  }
}

void CuttingProxy::serve(std::size_t number, int client) {
  const int server = new_socket();
  const sockaddr_un address = address_in(Cluster::shared().folder());
  const auto register_both = [&] {
    const std::lock_guard lock(mutex_);
    if (closes_) return false;
    open_.insert({client, server});
    return true;
  };
  if (::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
      register_both()) {
    Session(*this, number, client, server).run();
    const std::lock_guard lock(mutex_);
    open_.erase(client);
    open_.erase(server);
  }
  ::close(server);
}

bool CuttingProxy::admits() {
  const std::lock_guard lock(mutex_);
  return !refuses_ && !closes_;
}

std::optional<CuttingProxy::Cut> CuttingProxy::cut_of(std::size_t session, std::size_t step) {
  const std::lock_guard lock(mutex_);
  if (has_cut_ || !is_cut_ || !is_cut_(session, step)) return {};
  has_cut_ = true;
  return cut_;
}

void CuttingProxy::cut_next(Cut cut) {
  const std::lock_guard lock(mutex_);
  is_cut_ = [](std::size_t, std::size_t) { return true; };
  cut_ = cut;
  has_cut_ = false;
}

void CuttingProxy::cut_at(std::size_t session, std::size_t step, Cut cut) {
  const std::lock_guard lock(mutex_);
  is_cut_ = [place = std::pair(sessions_ + session, step)](std::size_t number, std::size_t nth) {
    return std::pair(number, nth) == place;
  };
  cut_ = cut;
  has_cut_ = false;
}

bool CuttingProxy::has_cut() const {
  const std::lock_guard lock(mutex_);
  return has_cut_;
}

void CuttingProxy::refuse() {
  const std::lock_guard lock(mutex_);
  refuses_ = true;
}

void CuttingProxy::release() {
  const std::lock_guard lock(mutex_);
  refuses_ = false;
}

}  // namespace nightjar::support
