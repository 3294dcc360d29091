#include <string>
#include <utility>

#include "hashing/digest.hpp"
#include "support/catch.hpp"

using nightjar::Digest;
using nightjar::DigestKind;
using nightjar::sha256_hex;

TEST_CASE("SHA-256 gives the digests of FIPS 180-2") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_hex(std::string(1'000'000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("MD5 gives the digest of RFC 1321") {
  Digest sum(DigestKind::md5);
  sum.update("message digest");
  CHECK(sum.hex() == "f96b697d7cb7938d525a2f31aaf161d0");
}

TEST_CASE("SHA-256 of pieces is that of the whole, however they are cut") {
  const std::string text(1000, 'x');
  for (const std::size_t piece : {1U, 7U, 63U, 64U, 65U, 999U, 1000U}) {
    Digest sum(DigestKind::sha256);
    for (std::size_t at = 0; at < text.size(); at += piece) sum.update(text.substr(at, piece));
    Digest moved = std::move(sum);
    CHECK(moved.hex() == sha256_hex(text));
  }
}
