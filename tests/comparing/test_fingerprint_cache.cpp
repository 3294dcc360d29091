#include <filesystem>
#include <string>

#include "base/file.hpp"
#include "comparing/fingerprint_cache.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace fs = std::filesystem;
using nightjar::Fingerprint;
using nightjar::fingerprint_of;
using nightjar::read_text;
using nightjar::comparing::FingerprintCacheStamp;
using nightjar::comparing::FingerprintCacheWriter;
using nightjar::comparing::LiveRows;
using nightjar::comparing::read_fingerprint_cache;
using nightjar::support::TemporaryFolder;

namespace {

const FingerprintCacheStamp stamp{"6b0b2a5e-token", std::string(64, 'd')};

/// A fingerprint cache of three records, the second of which stands for no row.
struct Bench {
  TemporaryFolder folder;
  fs::path path = folder.path() / "fingerprints" / "shop.films.side";

  Bench() {
    FingerprintCacheWriter writer(path);
    writer.append(fingerprint_of("a"), 11, 490);
    writer.append(fingerprint_of("b"), 0, 1);
    writer.append(fingerprint_of("c"), 33, 1);
    writer.commit(stamp);
  }
  void put(const std::string& bytes) const { folder.write("fingerprints/shop.films.side", bytes); }
};

}  // namespace

TEST_CASE("A fingerprint cache gives back the rows of its records in order") {
  const Bench bench;
  const auto last = read_fingerprint_cache(bench.path, stamp);
  REQUIRE(last);
  const LiveRows& rows = last->rows;
  CHECK(rows.meaning() == LiveRows::Meaning::bytes);
  REQUIRE(rows.size() == 2);
  CHECK(rows.fingerprint(0) == fingerprint_of("a"));
  CHECK(rows.row_id(0) == 11);
  CHECK(rows.row_id(1) == 33);
  CHECK(rows.bytes(0) == 490);
  CHECK(rows.bytes(1) == 1);
}

TEST_CASE("A fingerprint cache is corrected where the night came to another end") {
  const Bench bench;
  FingerprintCacheWriter writer(bench.path);
  for (int i = 0; i < 100'000; ++i) {
    writer.append(fingerprint_of(std::to_string(i)), i + 1, 1);
  }
  writer.correct(0, 0);
  writer.correct(99'999, 7);
  writer.correct(50'000, 8);
  writer.correct(50'000, 9);
  writer.append(fingerprint_of("one more"), 200'000, 1);
  writer.commit(stamp);
  const auto last = read_fingerprint_cache(bench.path, stamp);
  REQUIRE(last);
  const LiveRows& rows = last->rows;
  REQUIRE(rows.size() == 100'000);
  CHECK(rows.row_id(0) == 2);
  CHECK(rows.row_id(49'999) == 9);
  CHECK(rows.row_id(99'998) == 7);
  CHECK(rows.row_id(99'999) == 200'000);
}

TEST_CASE("A fingerprint cache without a record is no rows, not nothing") {
  const Bench bench;
  FingerprintCacheWriter(bench.path).commit(stamp);
  const auto last = read_fingerprint_cache(bench.path, stamp);
  REQUIRE(last);
  const LiveRows& rows = last->rows;
  CHECK(rows.size() == 0);
}

TEST_CASE("A fingerprint cache with another stamp is not believed") {
  const Bench bench;
  CHECK_FALSE(read_fingerprint_cache(bench.path, {"another", stamp.digest}));
  CHECK_FALSE(read_fingerprint_cache(bench.path, {stamp.token, std::string(64, 'e')}));
  CHECK_FALSE(read_fingerprint_cache(bench.path, {"", ""}));
}

TEST_CASE(
    "A fingerprint cache with any bit altered, any byte missing or one too many is not believed") {
  const Bench bench;
  const std::string bytes = read_text(bench.path);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string altered = bytes;
      altered[at] = static_cast<char>(altered[at] ^ (1 << bit));
      bench.put(altered);
      if (read_fingerprint_cache(bench.path, stamp)) FAIL("byte " << at << ", bit " << bit);
    }
    bench.put(bytes.substr(0, at));
    if (read_fingerprint_cache(bench.path, stamp)) FAIL("cut to " << at << " bytes");
  }
  bench.put(bytes + '\0');
  CHECK_FALSE(read_fingerprint_cache(bench.path, stamp));
  bench.put(bytes + bytes);
  CHECK_FALSE(read_fingerprint_cache(bench.path, stamp));
  bench.put(bytes);
  CHECK(read_fingerprint_cache(bench.path, stamp));
}

TEST_CASE("A fingerprint cache that says it is larger than memory is not believed") {
  const Bench bench;
  std::string bytes = read_text(bench.path);
  bytes.replace(136, 8, 8, '\xFF');
  bench.put(bytes);
  CHECK_FALSE(read_fingerprint_cache(bench.path, stamp));
  bytes.replace(136, 8, std::string("\0\0\0\0\0\0\0\x10", 8));
  bench.put(bytes);
  CHECK_FALSE(read_fingerprint_cache(bench.path, stamp));
}

TEST_CASE("A fingerprint cache that is not there, or is a folder, is no fingerprint cache") {
  const Bench bench;
  CHECK_FALSE(read_fingerprint_cache(bench.path.parent_path() / "none", stamp));
  CHECK_FALSE(read_fingerprint_cache(bench.path.parent_path(), stamp));
}

TEST_CASE("A fingerprint cache that is not committed leaves the one before in its place") {
  const Bench bench;
  const std::string before = read_text(bench.path);
  {
    FingerprintCacheWriter writer(bench.path);
    for (int i = 0; i < 100'000; ++i) writer.append(fingerprint_of("x"), 1, 1);
  }
  CHECK(read_text(bench.path) == before);
  const auto files = std::distance(fs::directory_iterator(bench.path.parent_path()), {});
  CHECK(files == 1);
}
