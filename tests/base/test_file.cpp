#include <filesystem>

#include <sys/stat.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace nightjar;
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

}  // namespace

TEST_CASE("A file is not written through a link that stands where it is prepared") {
  const support::TemporaryFolder folder;
  const auto precious = folder.write("precious", "of somebody else");
  const auto place = folder.path() / "books.side";
  const fs::path part = place.string() + ".part";
  if (GENERATE(false, true)) {
    fs::create_symlink(precious, part);
  } else {
    fs::create_hard_link(precious, part);
  }
  AtomicFile file(place);
  file.write("ours");
  file.commit();
  CHECK(read_text(precious) == "of somebody else");
  CHECK(read_text(place) == "ours");
  CHECK(fs::is_regular_file(fs::symlink_status(place)));
}

TEST_CASE("A folder is open to its owner and to read for its group, whatever the umask is") {
  const support::TemporaryFolder folder;
  const Umask umask(GENERATE(as<mode_t>{}, 0000, 0027, 0077));
  create_folders(folder.path() / "a/b/");
  for (const char* name : {"a", "a/b"}) {
    const auto mode = fs::status(folder.path() / name).permissions() & fs::perms::mask;
    CHECK(mode == fs::perms(0750));
  }
}

TEST_CASE("A folder that cannot be created is named") {
  const support::TemporaryFolder folder;
  folder.write("a", "is a file");
  CHECK_THROWS_WITH(create_folders(folder.path() / "a/b"),
                    Catch::Contains("a: cannot create it: File exists"));
}
