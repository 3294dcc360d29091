#include <string>

#include "pickup/checksum.hpp"
#include "support/catch.hpp"

using namespace nightjar;
using nightjar::pickup::find_checksum;

namespace {

const std::string md5 = "d41d8cd98f00b204e9800998ecf8427e";
const std::string sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

}  // namespace

TEST_CASE("A checksum is found in each form that vendors write") {
  const std::string text =
      GENERATE(as<std::string>{}, sha256, sha256 + "\n", sha256 + "  books.json\n",
               sha256 + " *books.json\r\n", sha256 + "  ./out/books.json",
               md5 + "  authors.json\n" + sha256 + "  books.json\n",
               "SHA256 (books.json) = " + sha256 + "\n", "\n\n  " + sha256 + "\tbooks.json",
               "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855  books.json");
  CAPTURE(text);
  const auto sum = find_checksum(text, "books.json");
  REQUIRE(sum.has_value());
  CHECK(sum->kind == DigestKind::sha256);
  CHECK(sum->hex == sha256);
}

TEST_CASE("A checksum's length determines its kind") {
  const auto sum = find_checksum(md5 + "  books.json", "books.json");
  REQUIRE(sum.has_value());
  CHECK(sum->kind == DigestKind::md5);
  CHECK(sum->hex == md5);
}

TEST_CASE("A checksum is not made up from a text that has none for the file") {
  const std::string text =
      GENERATE(as<std::string>{}, "", "\n", "books.json", sha256 + "  authors.json",
               sha256.substr(1) + "  books.json", sha256 + "0  books.json",
               std::string(64, 'g') + "  books.json", "SHA256 (authors.json) = " + sha256,
               ") = " + sha256, "<html>404</html>", std::string(64, '\0'));
  CAPTURE(text);
  CHECK_FALSE(find_checksum(text, "books.json").has_value());
}
