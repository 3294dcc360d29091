#include "base/single_byte_encoding.hpp"
#include "support/catch.hpp"

using nightjar::is_known_encoding;
using nightjar::SingleByteEncoding;

TEST_CASE("A text of an encoding with one byte for each character becomes UTF-8") {
  std::string utf8;
  CHECK_FALSE(SingleByteEncoding::named("latin1")->append_utf8("caf\xe9 1", utf8));
  CHECK(utf8 == "caf\xc3\xa9 1");
  utf8.clear();
  CHECK_FALSE(SingleByteEncoding::named("windows-1252")->append_utf8("\x80", utf8));
  CHECK(utf8 == "\xe2\x82\xac");
}

TEST_CASE("A byte that stands for no character has its position reported, and is not UTF-8") {
  std::string utf8;
  const auto fault = SingleByteEncoding::named("windows-1252")->append_utf8("a\xe9\x81\x81", utf8);
  CHECK(fault == 2);
  CHECK(utf8 == "a\xc3\xa9\xff\xff");
}

TEST_CASE("Only an encoding with one byte for each character and ASCII as its half is taken") {
  for (const char* name : {"UTF-8", "UTF-16", "UTF-16LE", "SHIFT_JIS", "GBK", "EBCDIC-US"}) {
    CAPTURE(name);
    CHECK(is_known_encoding(name));
    CHECK_FALSE(SingleByteEncoding::named(name));
  }
  CHECK_FALSE(is_known_encoding("latin-one"));
  CHECK_FALSE(SingleByteEncoding::named("latin-one"));
}
