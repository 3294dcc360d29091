#include "archive/folder_lock.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/format.hpp"

namespace nightjar::archive {
namespace {

int open_lock(const std::filesystem::path& folder) {
  const auto path = folder / "lock";
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
  if (descriptor < 0) {
    throw Misconfigured(
        format("{}: cannot open: {}", path.string(), std::generic_category().message(errno)),
        "check that this user may write to the archive");
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

FolderLock::FolderLock(const std::filesystem::path& folder, Kind kind)
    : descriptor_(open_lock(folder)),
      held_(lock(descriptor_, kind == Kind::shared ? LOCK_SH : LOCK_EX | LOCK_NB)) {}

FolderLock::~FolderLock() { ::close(descriptor_); }

}  // namespace nightjar::archive
