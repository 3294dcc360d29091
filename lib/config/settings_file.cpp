#include "config/settings_file.hpp"

#include <cstdlib>
#include <system_error>

namespace nightjar::config {
namespace {

namespace fs = std::filesystem;

constexpr const char* installed_settings = "/etc/nightjar/nightjar.yaml";

/// build/bin/ is two folders below the source tree; one more for a build in build/NAME/.
constexpr int levels_to_the_tree = 3;

/// config/nightjar.yaml of the tree that holds `program`, or an empty path. CMakeLists.txt beside
/// it tells a source tree from a root folder that happens to have a /config.
fs::path settings_of_tree(const fs::path& program) {
  fs::path folder = program.parent_path();
  for (int level = 0; level < levels_to_the_tree; ++level) {
    folder = folder.parent_path();
    const fs::path settings = folder / "config" / "nightjar.yaml";
    std::error_code ignored;
    if (fs::exists(settings, ignored) && fs::exists(folder / "CMakeLists.txt", ignored)) {
      return settings;
    }
  }
  return {};
}

}  // namespace

fs::path find_settings_file(const fs::path& named, const fs::path& program) {
  if (!named.empty()) return named;
  if (const char* variable = std::getenv("NIGHTJAR_CONFIG"); variable && *variable != '\0') {
    return variable;
  }
  if (fs::path settings = settings_of_tree(program); !settings.empty()) return settings;
  return installed_settings;
}

fs::path running_program() {
  std::error_code error;
  fs::path program = fs::read_symlink("/proc/self/exe", error);
  return error ? fs::path() : program;
}

}  // namespace nightjar::config
