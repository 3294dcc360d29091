#include <filesystem>
#include <string>
#include <vector>

#include <sys/stat.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/folder.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using nightjar::create_folders;
using nightjar::entries_of;
using nightjar::is_there;
using nightjar::Misconfigured;
using nightjar::read_text;
using nightjar::support::TemporaryFolder;

namespace fs = std::filesystem;

namespace {

/// The umask of this process, until the end of the test.
class Umask {
 public:
  explicit Umask(mode_t mask) : before_(::umask(mask)) {}
  ~Umask() { ::umask(before_); }
  Umask(const Umask&) = delete;
  Umask& operator=(const Umask&) = delete;

 private:
  mode_t before_;
};

/// What a call throws, as `message | remedy`; empty where it throws nothing.
template <class Act>
std::string failure_of(Act&& act) {
  try {
    act();
  } catch (const Misconfigured& error) {
    return std::string(error.what()) + " | " + error.remedy();
  }
  return {};
}

}  // namespace

TEST_CASE("Links that form a cycle are reported with their path, the cause and a remedy") {
  const TemporaryFolder folder;
  const fs::path loop = folder.path() / "loop";
  fs::create_symlink(loop, loop);
  const std::vector<std::string> told{
      failure_of([&] { static_cast<void>(is_there(loop)); }),
      failure_of([&] { static_cast<void>(entries_of(loop)); }),
      failure_of([&] { static_cast<void>(read_text(loop)); }),
      failure_of([&] { static_cast<void>(nightjar::free_bytes(loop)); })};
  for (const std::string& text : told) {
    CHECK_THAT(text, Catch::StartsWith(loop.string()) &&
                         Catch::Contains("Too many levels of symbolic links | "));
  }
}

TEST_CASE("What is not there, or leads nowhere, is not there") {
  const TemporaryFolder folder;
  fs::create_symlink("nowhere", folder.path() / "dangling");
  CHECK_FALSE(is_there(folder.path() / "none"));
  CHECK_FALSE(is_there(folder.path() / "dangling"));
  CHECK(is_there(folder.path()));
  nightjar::remove_file(folder.path() / "none");
}

TEST_CASE("A folder in place of a file is no empty file, and a file no empty folder") {
  const TemporaryFolder folder;
  folder.write("file", "x");
  CHECK_THAT(failure_of([&] { static_cast<void>(read_text(folder.path())); }),
             Catch::Contains("cannot read: Is a directory | "));
  CHECK_THAT(failure_of([&] { static_cast<void>(entries_of(folder.path() / "file")); }),
             Catch::Contains("cannot list the folder: Not a directory | "));
}

TEST_CASE("A device without an end is no text") {
  CHECK_THAT(failure_of([] { static_cast<void>(read_text("/dev/zero")); }),
             Catch::Contains("/dev/zero: is larger than "));
}

TEST_CASE("A folder is open to its owner and to read for its group, whatever the umask is") {
  const TemporaryFolder folder;
  const Umask umask(GENERATE(as<mode_t>{}, 0000, 0027, 0077));
  create_folders(folder.path() / "a/b/");
  for (const char* name : {"a", "a/b"}) {
    const auto mode = fs::status(folder.path() / name).permissions() & fs::perms::mask;
    CHECK(mode == fs::perms(0750));
  }
}

TEST_CASE("A folder that cannot be created is named") {
  const TemporaryFolder folder;
  folder.write("a", "is a file");
  CHECK_THROWS_WITH(create_folders(folder.path() / "a/b"),
                    Catch::Contains("a/b: cannot create ") && Catch::Contains("a: File exists"));
}
