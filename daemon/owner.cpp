#include "owner.hpp"

#include <string>

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/format.hpp"

namespace nightjar::daemon {
namespace {

/// Called before any thread is started.
std::string name_of_user(uid_t user) {
  const passwd* entry = ::getpwuid(user);
  return entry != nullptr ? entry->pw_name : fmt::format("#{}", user);
}

}  // namespace

void require_owner(const std::filesystem::path& state_dir) {
  struct stat status {};
  if (::stat(state_dir.c_str(), &status) != 0 || status.st_uid == ::geteuid()) return;
  const std::string owner = name_of_user(status.st_uid);
  throw UsageError(
      fmt::format("the state directory {} belongs to {}, and this is {}: that user could "
                  "not replace or remove the files of a night",
                  state_dir.string(), owner, name_of_user(::geteuid())),
      fmt::format("run it as that user: sudo -u {} nightjar …", owner));
}

}  // namespace nightjar::daemon
