#include <cstdlib>

#include "base/error.hpp"
#include "pickup/access.hpp"
#include "pickup/remote.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace nightjar;
using From = feed::Credentials::From;

TEST_CASE("Plain FTP must be asked for") {
  feed::Source source;
  source.url = "ftp://user:s3cret@vendor.example/";
  CHECK_THROWS_WITH(pickup::connect(source),
                    Catch::Contains("ftp://vendor.example/") && !Catch::Contains("s3cret"));
  source.plain_ftp = feed::PlainFtp::allowed;
  CHECK(pickup::connect(source)->address("a b") == "ftp://vendor.example/a%20b");
  source.plain_ftp = feed::PlainFtp::refused;
  source.url = "ftps://vendor.example/";
  CHECK_NOTHROW(pickup::connect(source));
}

TEST_CASE("A pattern over HTTP is refused before anything is fetched") {
  feed::Source source;
  source.url = "https://vendor.example/";
  CHECK_THROWS_AS(pickup::connect(source)->names(""), Misconfigured);
}

TEST_CASE("Credentials are read from a file or from systemd") {
  const support::TemporaryFolder folder;
  const auto file = folder.write("vendor", "night@jar:p:ss word\n");
  feed::Source source;
  source.url = "ftps://vendor.example/";
  SECTION("a file") { source.credentials = {From::file, file}; }
  SECTION("a systemd credential") {
    ::setenv("CREDENTIALS_DIRECTORY", folder.path().c_str(), 1);
    source.credentials = {From::credential, "vendor"};
  }
  const auto access = pickup::access_to(source);
  ::unsetenv("CREDENTIALS_DIRECTORY");
  CHECK(access.user == "night@jar");
  CHECK(access.password == "p:ss word");
}

TEST_CASE("Missing or unreadable credentials are for the operator to correct") {
  const support::TemporaryFolder folder;
  feed::Source source;
  source.url = "ftps://vendor.example/";
  SECTION("no file") { source.credentials = {From::file, folder.path() / "none"}; }
  SECTION("no netrc") { source.credentials = {From::netrc, folder.path() / "none"}; }
  SECTION("no CA file") { source.ca_file = folder.path() / "none"; }
  SECTION("no credential") { source.credentials = {From::credential, "vendor"}; }
  SECTION("a path as credential") { source.credentials = {From::credential, "../vendor"}; }
  SECTION("no colon") { source.credentials = {From::file, folder.write("a", "s3cret\n")}; }
  SECTION("no user") { source.credentials = {From::file, folder.write("a", ":s3cret\n")}; }
  SECTION("two lines") { source.credentials = {From::file, folder.write("a", "u:s3cret\nx:y\n")}; }
  try {
    pickup::access_to(source);
    FAIL("it was accepted");
  } catch (const Misconfigured& error) {
    CHECK_THAT(error.what(), !Catch::Contains("s3cret"));
    CHECK_FALSE(error.remedy().empty());
  }
}
