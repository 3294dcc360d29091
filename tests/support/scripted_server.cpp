#include "support/scripted_server.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <map>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace nightjar::support {
namespace {

constexpr std::uint32_t cancel_request = 80877102;

/// The session is over.
struct End {};

std::string number(std::uint32_t value) {
  const std::uint32_t wire = htonl(value);
  std::string bytes(sizeof wire, '\0');
  std::memcpy(bytes.data(), &wire, sizeof wire);
  return bytes;
}

std::string small_number(std::size_t value) {
  return {static_cast<char>(value >> 8), static_cast<char>(value & 0xff)};
}

std::string text(std::string_view value) { return std::string(value) + '\0'; }

std::string message(char type, const std::string& body) {
  return type + number(static_cast<std::uint32_t>(body.size() + 4)) + body;
}

/// An ErrorResponse (E) or a NoticeResponse (N).
std::string report(char type, const std::string& severity, const std::string& sqlstate,
                   const std::string& words) {
  return message(type, "S" + text(severity) + "V" + text(severity) + "C" + text(sqlstate) + "M" +
                           text(words) + '\0');
}

/// Takes values off the front of a message.
class Body {
 public:
  explicit Body(std::string bytes) : bytes_(std::move(bytes)) {}

  std::string text() {
    const std::string value = bytes_.c_str() + at_;
    at_ += value.size() + 1;
    return value;
  }
  std::uint32_t number() {
    std::uint32_t wire = 0;
    std::memcpy(&wire, take(4).data(), sizeof wire);
    return ntohl(wire);
  }
  std::size_t small_number() {
    const std::string two = take(2);
    return static_cast<std::size_t>(static_cast<unsigned char>(two[0]) << 8 |
                                    static_cast<unsigned char>(two[1]));
  }
  std::string take(std::size_t size) {
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }
  std::string rest() { return take(bytes_.size() - at_); }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

bool begins(const std::string& statement, std::string_view word) {
  return statement.size() >= word.size() &&
         std::equal(word.begin(), word.end(), statement.begin(),
                    [](char a, char b) { return a == std::toupper(b); });
}

}  // namespace

class ScriptedServer::Session {
 public:
  Session(ScriptedServer& server, int socket, int process)
      : server_(server), socket_(socket), process_(process) {}

  void run() {
    try {
      if (!start()) return;
      for (;;) {
        const char type = receive(1)[0];
        Body body(receive(ntohl_of(receive(4)) - 4));
        handle(type, body);
      }
    } catch (const End&) {
    }
  }

 private:
  static std::uint32_t ntohl_of(const std::string& bytes) { return Body(bytes).number(); }

  std::string receive(std::size_t size) const {
    std::string bytes(size, '\0');
    for (std::size_t have = 0; have < size;) {
      const ssize_t got = ::recv(socket_, bytes.data() + have, size - have, 0);
      if (got <= 0) throw End();
      have += static_cast<std::size_t>(got);
    }
    return bytes;
  }

  void send(const std::string& bytes) const {
    if (::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0) throw End();
  }

  bool start() {
    Body body(receive(ntohl_of(receive(4)) - 4));
    if (body.number() == cancel_request) {
      const std::lock_guard lock(server_.mutex_);
      server_.cancelled_.insert(static_cast<int>(body.number()));
      server_.changed_.notify_all();
      return false;
    }
    std::string version;
    Answer refusal;
    {
      const std::lock_guard lock(server_.mutex_);
      version = server_.version_;
      refusal = server_.refusal_;
    }
    if (!refusal.message.empty()) {
      send(report('E', "FATAL", refusal.sqlstate, refusal.message));
      const std::lock_guard lock(server_.mutex_);
      ++server_.refused_;
      server_.changed_.notify_all();
      return false;
    }
    std::string greeting = message('R', number(0));
    const std::vector<std::pair<std::string, std::string>> settings{
        {"server_version", version}, {"server_encoding", "UTF8"},
        {"client_encoding", "UTF8"}, {"standard_conforming_strings", "on"},
        {"integer_datetimes", "on"}, {"DateStyle", "ISO, MDY"},
        {"TimeZone", "UTC"},
    };
    for (const auto& [name, value] : settings) {
      greeting += message('S', text(name) + text(value));
    }
    greeting += message('K', number(static_cast<std::uint32_t>(process_)) + number(1));
    send(greeting + ready());
    return true;
  }

  std::string ready() const { return message('Z', std::string(1, state_)); }

  void handle(char type, Body& body) {
    if (type == 'X') throw End();
    if (type == 'S') {
      skips_ = describes_ = false;
      send(ready());
    }
    if (type == 'd' || type == 'c' || type == 'f') return receive_copy(type, body);
    if (skips_) return;
    if (type == 'Q') {
      execute(body.text(), true);
      if (!copies_) send(ready());
    }
    if (type == 'P') {
      const std::string name = body.text();
      prepared_[name] = body.text();
      send(message('1', {}));
    }
    if (type == 'B') bind(body);
    if (type == 'D') describes_ = true;
    if (type == 'E') execute(bound_, describes_);
  }

  void bind(Body& body) {
    body.text();
    bound_ = prepared_[body.text()];
    for (std::size_t formats = body.small_number(); formats > 0; --formats) body.small_number();
    for (std::size_t values = body.small_number(); values > 0; --values) {
      const std::uint32_t size = body.number();
      bound_ += "|" + (size == UINT32_MAX ? "NULL" : body.take(size));
    }
    send(message('2', {}));
  }

  void execute(const std::string& statement, bool describes) {
    const Answer answer = server_.find(statement);
    if (server_.note(statement) || answer.hangs_up) throw End();
    if (!answer.notice.empty()) send(report('N', "WARNING", "01000", answer.notice));
    if (answer.awaits_cancel) await_cancel();
    if (!answer.sqlstate.empty()) {
      skips_ = describes_;
      if (state_ == 'T') state_ = 'E';
      return send(report('E', "ERROR", answer.sqlstate, answer.message));
    }
    if (statement.find("pg_backend_pid") != statement.npos && answer.columns.empty()) {
      return send_rows({.columns = {"pid"}, .rows = {Values{std::to_string(process_)}}}, describes);
    }
    if (begins(statement, "BEGIN")) state_ = 'T';
    if (begins(statement, "COMMIT") || begins(statement, "ROLLBACK")) state_ = 'I';
    if (statement.find("FROM STDIN") != statement.npos) {
      copies_ = true;
      copy_tag_ = answer.tag;
      return send(message('G', std::string(1, '\1') + small_number(0)));
    }
    if (statement.find("TO STDOUT") != statement.npos) return send_copy(answer);
    send_rows(answer, describes);
  }

  void await_cancel() {
    std::unique_lock lock(server_.mutex_);
    server_.changed_.wait(lock,
                          [&] { return server_.closes_ || server_.cancelled_.contains(process_); });
    if (server_.closes_) throw End();
  }

  void send_rows(const Answer& answer, bool describes) const {
    std::string bytes;
    if (describes && !answer.columns.empty()) {
      std::string description = small_number(answer.columns.size());
      for (const auto& column : answer.columns) {
        description += text(column) + number(0) + small_number(0) + number(25) +
                       small_number(0xffff) + number(UINT32_MAX) + small_number(0);
      }
      bytes += message('T', description);
    } else if (describes && describes_) {
      bytes += message('n', {});
    }
    for (const auto& row : answer.rows) {
      std::string values = small_number(row.size());
      for (const auto& value : row) {
        values +=
            value ? number(static_cast<std::uint32_t>(value->size())) + *value : number(UINT32_MAX);
      }
      bytes += message('D', values);
    }
    const std::string tag =
        answer.tag.empty() ? "SELECT " + std::to_string(answer.rows.size()) : answer.tag;
    send(bytes + message('C', text(tag)));
  }

  void send_copy(const Answer& answer) const {
    std::string bytes = message('H', std::string(1, '\1') + small_number(0));
    for (const auto& data : answer.copied) bytes += message('d', data);
    send(bytes + message('c', {}) + message('C', text("COPY 0")));
  }

  void receive_copy(char type, Body& body) {
    if (type == 'd') {
      const std::lock_guard lock(server_.mutex_);
      server_.copied_in_ += body.rest();
      return;
    }
    copies_ = false;
    if (type == 'f') {
      if (state_ == 'T') state_ = 'E';
      return send(report('E', "ERROR", "57014", "COPY from stdin failed") + ready());
    }
    send(message('C', text(copy_tag_.empty() ? "COPY 0" : copy_tag_)) + ready());
  }

  ScriptedServer& server_;
  int socket_;
  int process_;
  char state_ = 'I';  ///< of the transaction
  bool skips_ = false;
  bool describes_ = false;
  bool copies_ = false;
  std::string copy_tag_;
  std::map<std::string, std::string> prepared_;
  std::string bound_;
};

ScriptedServer::ScriptedServer() : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = folder_.path() / ".s.PGSQL.5432";
  std::copy_n(path.c_str(), path.size() + 1, std::begin(address.sun_path));
  if (::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(socket_, 16) != 0) {
    throw std::runtime_error("the scripted server cannot listen on " + path);
  }
  listener_ = std::jthread([this] { listen(); });
}

ScriptedServer::~ScriptedServer() {
  ::shutdown(socket_, SHUT_RDWR);
  listener_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const int socket : open_) ::shutdown(socket, SHUT_RDWR);
    closes_ = true;
  }
  changed_.notify_all();
  threads_.clear();
  for (const int socket : open_) ::close(socket);
  ::close(socket_);
}

void ScriptedServer::listen() {
  for (;;) {
    const int socket = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    const std::lock_guard lock(mutex_);
    open_.push_back(socket);
    threads_.emplace_back([this, socket, process = 1000 + ++sessions_] {
      Session(*this, socket, process).run();
      ::shutdown(socket, SHUT_RDWR);
    });
  }
}

std::string ScriptedServer::url() const {
  return "host=" + folder_.path().string() + " port=5432 user=alice dbname=scripted";
}

void ScriptedServer::answer(const std::string& part, Answer answer) {
  const std::lock_guard lock(mutex_);
  answers_.emplace_back(part, std::move(answer));
}

void ScriptedServer::answer(const std::string& part, std::vector<std::string> columns,
                            std::vector<Values> rows) {
  answer(part, Answer{.columns = std::move(columns), .rows = std::move(rows)});
}

void ScriptedServer::fail(const std::string& part, const std::string& sqlstate,
                          const std::string& words) {
  answer(part, Answer{.sqlstate = sqlstate, .message = words});
}

void ScriptedServer::refuse(const std::string& sqlstate, const std::string& words) {
  const std::lock_guard lock(mutex_);
  refusal_ = Answer{.sqlstate = sqlstate, .message = words};
}

void ScriptedServer::await_refusal() {
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, std::chrono::minutes(1), [&] { return refused_ > 0; })) {
    throw std::runtime_error("no session was refused");
  }
}

void ScriptedServer::accept() {
  const std::lock_guard lock(mutex_);
  refusal_ = {};
}

void ScriptedServer::set_version(const std::string& version) {
  const std::lock_guard lock(mutex_);
  version_ = version;
}

std::vector<std::string> ScriptedServer::statements(const std::string& part) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> found;
  std::copy_if(statements_.begin(), statements_.end(), std::back_inserter(found),
               [&](const std::string& statement) { return statement.find(part) != part.npos; });
  return found;
}

void ScriptedServer::hang_up_at(std::size_t nth) {
  const std::lock_guard lock(mutex_);
  hang_up_at_ = statements_.size() + nth;
}

void ScriptedServer::await(const std::string& part) {
  std::unique_lock lock(mutex_);
  const auto has_come = [&] {
    return std::any_of(statements_.begin(), statements_.end(), [&](const std::string& statement) {
      return statement.find(part) != part.npos;
    });
  };
  if (!changed_.wait_for(lock, std::chrono::minutes(1), has_come)) {
    throw std::runtime_error("the server was never sent: " + part);
  }
}

bool ScriptedServer::note(const std::string& statement) {
  const std::lock_guard lock(mutex_);
  statements_.push_back(statement);
  changed_.notify_all();
  return hang_up_at_ && statements_.size() == *hang_up_at_ + 1;
}

std::string ScriptedServer::copied_in() const {
  const std::lock_guard lock(mutex_);
  return copied_in_;
}

ScriptedServer::Answer ScriptedServer::find(const std::string& statement) const {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(answers_.rbegin(), answers_.rend(), [&](const auto& each) {
    return statement.find(each.first) != statement.npos;
  });
  return found == answers_.rend() ? Answer{} : found->second;
}

}  // namespace nightjar::support
