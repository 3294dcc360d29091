#include "base/error.hpp"
#include "config/source_url.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::Misconfigured;
using nightjar::config::folder_url;

TEST_CASE("The URL of a source ends in a slash") {
  CHECK(folder_url("file:///srv/vendor") == "file:///srv/vendor/");
  CHECK(folder_url("ftp://h/a/") == "ftp://h/a/");
  CHECK(folder_url("sftp://u@h:22/a") == "sftp://u@h:22/a/");
  CHECK(folder_url("https://h") == "https://h/");
}

TEST_CASE("A source that is no URL of a folder is refused") {
  const auto wrong = GENERATE("", "/srv/vendor", "file://srv/vendor", "file://", "ftp://",
                              "http:///x", "s3://bucket/", "FILE:///x", "file:///my files/",
                              "https://h/a?b=c", "https://h/#x", "://x");
  CAPTURE(wrong);
  CHECK_THROWS_AS(folder_url(wrong), Misconfigured);
}

TEST_CASE("A refused source does not show the password in it") {
  CHECK_THROWS_WITH(folder_url("ftp://alice:secret@h/a b/"), !Contains("secret"));
  CHECK_THROWS_WITH(folder_url("alice:secret@h"), !Contains("secret"));
}
