#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
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

/// The system calls that a list of names and @sets stands for, sets within sets included.
std::set<std::string> calls_of(const std::string& list) {
  std::set<std::string> calls;
  std::istringstream names(list);
  for (std::string name; names >> name;) {
    if (!name.starts_with("@")) {
      calls.insert(name);
      continue;
    }
    std::istringstream members(run({.words = {"systemd-analyze", "syscall-filter", name}}).output);
    std::string members_of_set;
    for (std::string member; std::getline(members, member);) {
      const auto first = member.find_first_not_of(' ');
      const bool is_member = first != member.npos && first > 0 && member[first] != '#';
      if (is_member) members_of_set += member.substr(first) + " ";
    }
    calls.merge(calls_of(members_of_set));
  }
  return calls;
}

}  // namespace

TEST_CASE("The service's exposure is 1.5 or less") {
  if (!has("systemd-analyze")) return;
  const auto outcome = run({.words = {"systemd-analyze", "security", "--offline=true",
                                      "--threshold=15", config() / "nightjard.service"}});
  INFO(outcome.output);
  CHECK(outcome.exit_code == 0);
}

TEST_CASE("The service may do what it asks the kernel for: to pack when processors are idle") {
  if (!has("systemd-analyze")) return;
  // As systemd reads it: the first line says what is allowed, the later ones take away and give
  // back.
  std::istringstream unit(read_text(config() / "nightjard.service"));
  const std::regex line("SystemCallFilter=(~?)(.*)");
  std::set<std::string> allowed;
  for (std::string text; std::getline(unit, text);) {
    std::smatch found;
    if (!std::regex_match(text, found, line)) continue;
    for (const std::string& call : calls_of(found[2])) {
      found[1].length() > 0 ? static_cast<void>(allowed.erase(call))
                            : static_cast<void>(allowed.insert(call));
    }
  }
  CHECK(allowed.contains("read"));
  CHECK_FALSE(allowed.contains("ioprio_set"));
  CHECK(allowed.contains("sched_setscheduler"));
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
