#include <filesystem>

#include "base/error.hpp"
#include "base/file.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace nightjar;
namespace fs = std::filesystem;

namespace {}  // namespace

TEST_CASE("A file is not written through a link in the place where it is prepared") {
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
