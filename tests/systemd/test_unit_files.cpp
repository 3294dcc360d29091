#include <filesystem>
#include <fstream>
#include <regex>
#include <string>

#include "base/file.hpp"
#include "support/catch.hpp"
#include "support/places.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"

using namespace nightjar;
using support::run;

namespace {

/// What the distribution's package of systemd brings may be missing where the tests run.
bool has(const std::string& program) {
  if (run({.words = {program, "--version"}}).exit_code == 0) return true;
  WARN("skipped: " << program << " is not installed");
  return false;
}

std::filesystem::path config() { return support::source_folder() / "config"; }

/// The unit as it is checked where the daemon is not installed: with a program that is there, and
/// without the man page.
std::string unit_to_check() {
  std::string text = read_text(config() / "nightjard.service");
  text = std::regex_replace(text, std::regex("/usr/bin/nightjard"), "/bin/true");
  return std::regex_replace(text, std::regex("Documentation=[^\n]*\n"), "");
}

}  // namespace

TEST_CASE("The service's exposure is 1.5 or less") {
  if (!has("systemd-analyze")) return;
  const auto outcome = run({.words = {"systemd-analyze", "security", "--offline=true",
                                      "--threshold=15", config() / "nightjard.service"}});
  INFO(outcome.output);
  CHECK(outcome.exit_code == 0);
}

TEST_CASE("The service's file has nothing that systemd would complain of") {
  if (!has("systemd-analyze")) return;
  const support::TemporaryFolder folder;
  const auto unit = folder.write("nightjard.service", unit_to_check());
  const auto outcome = run({.words = {"systemd-analyze", "verify", unit}});
  CHECK(outcome.output.empty());
  CHECK(outcome.errors.empty());
  CHECK(outcome.exit_code == 0);
}

TEST_CASE("A mistake in a service's file would be found") {
  if (!has("systemd-analyze")) return;
  const support::TemporaryFolder folder;
  const auto unit = folder.write("nightjard.service", unit_to_check() + "\n[Service]\nNoSuch=1\n");
  CHECK_FALSE(run({.words = {"systemd-analyze", "verify", unit}}).errors.empty());
}

TEST_CASE("The user and the folders can be created on an empty system") {
  if (!has("systemd-sysusers") || !has("systemd-tmpfiles")) return;
  const support::TemporaryFolder root;
  root.write("etc/passwd", "root:x:0:0::/root:/bin/sh\n");
  root.write("etc/group", "root:x:0:\n");
  const std::string option = "--root=" + root.path().string();
  const auto users =
      run({.words = {"systemd-sysusers", option, config() / "sysusers.d" / "nightjar.conf"}});
  CHECK_THAT(users.errors, !Catch::Contains("Failed"));
  CHECK(users.exit_code == 0);
  CHECK_THAT(read_text(root.path() / "etc/passwd"), Catch::Contains("\nnightjar:x:"));

  const auto folders = run({.words = {"systemd-tmpfiles", "--create", option,
                                      config() / "tmpfiles.d" / "nightjar.conf"}});
  CHECK(folders.errors.empty());
  CHECK(folders.exit_code == 0);
  const auto mode = std::filesystem::status(root.path() / "etc/nightjar/credentials").permissions();
  CHECK(mode == std::filesystem::perms::owner_all);
}
