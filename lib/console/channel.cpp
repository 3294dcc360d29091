#include "console/channel.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace nightjar::console {
namespace {

constexpr std::size_t columns_of_old = 80;
/// If a line were narrower than this, it would break at every word.
constexpr std::size_t fewest_columns = 20;

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

std::optional<std::size_t> usable(std::size_t columns) {
  return columns < fewest_columns ? std::nullopt : std::optional(columns);
}

std::optional<std::size_t> columns_by_variable() {
  const std::string_view text = variable("COLUMNS");
  std::size_t columns = 0;
  const auto end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, columns);
  return error == std::errc() && stop == end ? usable(columns) : std::nullopt;
}

std::optional<std::size_t> columns_by_terminal(int descriptor) {
  winsize size{};
  return ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? usable(size.ws_col) : std::nullopt;
}

/// Waits until a non-blocking descriptor is writable again; returns false if it never will be.
bool has_room(int descriptor) {
  pollfd wanted{descriptor, POLLOUT, 0};
  while (::poll(&wanted, 1, -1) < 0) {
    if (errno != EINTR) return false;
  }
  return true;
}

}  // namespace

Channel::Channel(int descriptor)
    : descriptor_(descriptor), is_terminal_(::isatty(descriptor) == 1) {}

void Channel::write(std::string_view bytes) {
  while (!bytes.empty() && !loss_ && !reader_left_) {
    const ssize_t put = ::write(descriptor_, bytes.data(), bytes.size());
    if (put >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(put));
    } else if (errno == EPIPE) {
      reader_left_ = true;
    } else if (errno == EBADF) {
      loss_ = "it is closed";
    } else if (errno != EINTR && (errno != EAGAIN || !has_room(descriptor_))) {
      loss_ = std::generic_category().message(errno);
    }
  }
}

bool Channel::moves_cursor() const {
  const std::string_view terminal = variable("TERM");
  return is_terminal_ && !terminal.empty() && terminal != "dumb";
}

bool Channel::has_color(Color wish) const {
  if (wish != Color::automatic) return wish == Color::always;
  return moves_cursor() && variable("NO_COLOR").empty();
}

std::optional<std::size_t> Channel::width() const {
  if (is_terminal_) {
    if (const auto columns = columns_by_terminal(descriptor_)) return columns;
  }
  if (const auto columns = columns_by_variable()) return columns;
  return is_terminal_ ? std::optional(columns_of_old) : std::nullopt;
}

void prepare_channels() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) >= 0) continue;
    // Opened for reading only, so that writing fails, as it does on a closed descriptor.
    const int opened = ::open("/dev/null", O_RDONLY);
    if (opened >= 0 && opened != descriptor) {
      ::dup2(opened, descriptor);
      ::close(opened);
    }
  }
  std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace nightjar::console
