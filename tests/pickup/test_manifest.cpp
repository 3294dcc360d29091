#include <string>

#include "pickup/manifest.hpp"
#include "support/catch.hpp"

using nightjar::DigestKind;
using nightjar::pickup::read_manifest;

TEST_CASE("A manifest lists names, with or without digests") {
  const std::string md5 = "9244013098e13300d3c599dc2a8a7e07";
  const std::string sha256 = md5 + md5;
  const auto listed =
      read_manifest("# parts of the night\r\n\r\n users-1.csv \r\n" + sha256 + "  users-2.csv\n" +
                    md5 + " *users 3.csv\nSHA256 (users-4) = " + sha256 + "\nusers 5.csv");
  REQUIRE(listed.size() == 5);
  CHECK(listed[0].name == "users-1.csv");
  CHECK_FALSE(listed[0].checksum.has_value());
  CHECK(listed[1].name == "users-2.csv");
  CHECK(listed[1].checksum->hex == sha256);
  CHECK(listed[2].name == "users 3.csv");
  CHECK(listed[2].checksum->kind == DigestKind::md5);
  CHECK(listed[3].name == "users-4");
  CHECK(listed[4].name == "users 5.csv");
}

TEST_CASE("An empty manifest lists nothing") { CHECK(read_manifest("\n# nothing\n").empty()); }
