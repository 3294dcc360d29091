#include <string>

#include "base/error.hpp"
#include "curl/url.hpp"
#include "support/catch.hpp"

using nightjar::Misconfigured;
using nightjar::curl::Url;

TEST_CASE("A URL keeps its user and password to itself") {
  const Url url("ftps://night%40jar:p%3Ass%2F@vendor.example:2121/dumps/");
  CHECK(url.user() == "night@jar");
  CHECK(url.password() == "p:ss/");
  CHECK(url.address() == "ftps://vendor.example:2121/dumps/");
  CHECK(url.for_libcurl() == "ftp://vendor.example:2121/dumps/");
  CHECK(url.child("books.json").address() == "ftps://vendor.example:2121/dumps/books.json");
  CHECK(url.child("books.json").password() == "p:ss/");
}

TEST_CASE("A URL that cannot be read is refused without its password") {
  const std::string text =
      GENERATE(as<std::string>{}, "ftp://user:s3cret@", "ftp://user:s3cret@host:99999/",
               "gopher://user:s3cret@host/", "https://user:s3cret@host/dumps?token=1",
               "https://user:s3cret@host/#here", "user:s3cret@host", "");
  CAPTURE(text);
  try {
    const Url url(text);
    FAIL("it was accepted");
  } catch (const Misconfigured& error) {
    CHECK_THAT(error.what(), !Catch::Contains("s3cret"));
    CHECK_THAT(error.remedy(), Catch::Contains("ftps://"));
  }
}

TEST_CASE("A URL's child is one file, whatever characters its name has") {
  struct Case {
    std::string name;
    std::string address;
  };
  const auto c = GENERATE(values<Case>({
      {"books.json", "ftp://host/in/books.json"},
      {"2021/books.json", "ftp://host/in/2021/books.json"},
      {"a b#c?d%e.json", "ftp://host/in/a%20b%23c%3Fd%25e.json"},
      {"\xc3\xa9.json", "ftp://host/in/%C3%A9.json"},
      {"x;type=a", "ftp://host/in/x%3Btype%3Da"},
      {"x\r\nDELE y", "ftp://host/in/x%0D%0ADELE%20y"},
  }));
  CHECK(Url("ftp://host/in/").child(c.name).address() == c.address);
  CHECK(Url("ftp://host/in").child(c.name).address() == c.address);
}

TEST_CASE("A file URL names a path on this machine") {
  CHECK(Url("file:///srv/dumps/").local_path() == "/srv/dumps/");
  CHECK(Url("file:///srv/my%20dumps/").child("a b.json").local_path() == "/srv/my dumps/a b.json");
  CHECK(Url("file:///srv/").is_local());
}
