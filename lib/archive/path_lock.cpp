#include "archive/path_lock.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/format.hpp"

namespace nightjar::archive {
namespace {

int open_to_lock(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    throw Misconfigured(
        fmt::format("{}: cannot open: {}", path.string(), std::generic_category().message(errno)),
        "check that this user may read the archive");
  }
  return descriptor;
}

bool lock(int descriptor, int operation) {
  int code = 0;
  do {
    code = ::flock(descriptor, operation);
  } while (code != 0 && errno == EINTR);
  return code == 0;
}

}  // namespace

PathLock::PathLock(const std::filesystem::path& path, Kind kind)
    : descriptor_(open_to_lock(path)),
      held_(lock(descriptor_, kind == Kind::shared ? LOCK_SH : LOCK_EX | LOCK_NB)) {}

PathLock::~PathLock() { ::close(descriptor_); }

}  // namespace nightjar::archive
