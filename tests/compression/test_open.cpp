#include <array>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "compression/open.hpp"
#include "compression/zstd_writer.hpp"
#include "support/catch.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"

using namespace nightjar;
using compression::ExpansionLimits;
using compression::ZstdWriter;
using support::TemporaryFolder;

namespace {

/// Does not pack well, and says at each place where it is.
std::string many_lines(std::size_t bytes) {
  std::string text;
  for (std::size_t i = 0; text.size() < bytes; ++i) text += std::to_string(i * 2654435761U) + "\n";
  text.resize(bytes);
  return text;
}

std::string read_all(ByteSource& source, std::size_t block = 10007) {
  std::string bytes;
  std::vector<char> buffer(block);
  for (std::size_t got = block; got == block;) {
    got = source.read(buffer);
    bytes.append(buffer.data(), got);
  }
  return bytes;
}

std::string read_all(const std::filesystem::path& path, const std::string& member = {},
                     const ExpansionLimits& limits = {}) {
  return read_all(*compression::open(path, member, limits));
}

std::string python(const std::string& script, const std::string& input,
                   const std::vector<std::string>& arguments = {}) {
  support::Command command{.words = {"python3", "-c", script}, .input = input};
  command.words.insert(command.words.end(), arguments.begin(), arguments.end());
  const support::Outcome outcome = support::run(command);
  INFO(outcome.errors);
  REQUIRE(outcome.exit_code == 0);
  return outcome.output;
}

std::string gzipped(const std::string& bytes) {
  return python("import sys,gzip; sys.stdout.buffer.write(gzip.compress(sys.stdin.buffer.read()))",
                bytes);
}

std::string bzip2_packed(const std::string& bytes) {
  return python("import sys,bz2; sys.stdout.buffer.write(bz2.compress(sys.stdin.buffer.read()))",
                bytes);
}

std::string xz_packed(const std::string& bytes) {
  return python("import sys,lzma; sys.stdout.buffer.write(lzma.compress(sys.stdin.buffer.read()))",
                bytes);
}

/// A tar archive in which each of the names holds the same bytes; `mode` is tarfile's, `w:gz`.
std::string tarred(const std::string& bytes, const std::string& mode,
                   std::vector<std::string> names) {
  names.insert(names.begin(), mode);
  return python(R"(
import sys, io, tarfile
data = sys.stdin.buffer.read()
out = io.BytesIO()
with tarfile.open(fileobj=out, mode=sys.argv[1]) as t:
    for name in sys.argv[2:]:
        info = tarfile.TarInfo(name.rstrip("/"))
        content = name.encode() + b":" + data
        if name.endswith("/"):
            info.type = tarfile.DIRTYPE
            t.addfile(info)
        else:
            info.size = len(content)
            t.addfile(info, io.BytesIO(content))
sys.stdout.buffer.write(out.getvalue())
)",
                bytes, names);
}

/// A zip in which each of the names holds the same bytes.
std::string zipped(const std::string& bytes, const std::vector<std::string>& names) {
  return python(R"(
import sys, io, zipfile
data = sys.stdin.buffer.read()
out = io.BytesIO()
with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
    for name in sys.argv[1:]:
        z.writestr(name, b"" if name.endswith("/") else name.encode() + b":" + data)
sys.stdout.buffer.write(out.getvalue())
)",
                bytes, names);
}

std::string zstd_packed(const std::string& bytes) {
  std::string packed;
  ZstdWriter writer([&](std::string_view piece) { packed += piece; });
  writer.write(bytes);
  writer.finish();
  return packed;
}

/// As the zstd program packs: with a checksum at the end of the frame.
std::string with_checksum(const std::string& bytes) {
  return support::run({.words = {"zstd", "-c"}, .input = bytes}).output;
}

/// What the refusal says; fails the test where the file is accepted.
std::string refusal(const std::filesystem::path& path, const std::string& member = {},
                    const ExpansionLimits& limits = {}) {
  try {
    read_all(path, member, limits);
  } catch (const BadDump& error) {
    CHECK_FALSE(error.remedy().empty());
    return error.what();
  }
  FAIL("the file was accepted");
  return {};
}

}  // namespace

TEST_CASE("A file is read as what its first bytes say, whatever its name") {
  const TemporaryFolder folder;
  const std::string text = many_lines(700001);
  CHECK(read_all(folder.write("plain.gz", text)) == text);
  CHECK(read_all(folder.write("gzip.json", gzipped(text))) == text);
  CHECK(read_all(folder.write("zstd.json", zstd_packed(text))) == text);
  CHECK(read_all(folder.write("bzip2.json", bzip2_packed(text))) == text);
  CHECK(read_all(folder.write("xz.json", xz_packed(text))) == text);
  CHECK(read_all(folder.write("zip.json", zipped(text, {"a"}))) == "a:" + text);
  CHECK(read_all(folder.write("tar.json", tarred(text, "w", {"a"}))) == "a:" + text);
  CHECK(read_all(folder.write("empty", "")).empty());
  CHECK(read_all(folder.write("short", "PK")) == "PK");
}

TEST_CASE("A packed file gives the same bytes in blocks of any size") {
  const TemporaryFolder folder;
  const std::string text = many_lines(5003);
  const auto block = GENERATE(as<std::size_t>{}, 1, 7, 5003, 5004, 1 << 20);
  for (const std::string& packed :
       {gzipped(text), zstd_packed(text), bzip2_packed(text), xz_packed(text)}) {
    CHECK(read_all(*compression::open(folder.write("file", packed)), block) == text);
  }
  const auto zip = folder.write("zip", zipped(text, {"b.json"}));
  CHECK(read_all(*compression::open(zip, "b.json"), block) == "b.json:" + text);
}

TEST_CASE("Packed nothing is nothing") {
  const TemporaryFolder folder;
  CHECK(read_all(folder.write("gzip", gzipped(""))).empty());
  CHECK(read_all(folder.write("zstd", zstd_packed(""))).empty());
  CHECK(read_all(folder.write("bzip2", bzip2_packed(""))).empty());
  CHECK(read_all(folder.write("xz", xz_packed(""))).empty());
}

TEST_CASE("Gzip members and zstd frames that follow each other are one file") {
  const TemporaryFolder folder;
  CHECK(read_all(folder.write("gzip", gzipped("one,") + gzipped("") + gzipped("two"))) ==
        "one,two");
  CHECK(read_all(folder.write("padded", gzipped("one") + std::string(700, '\0'))) == "one");
  CHECK(read_all(folder.write("zstd", zstd_packed("one,") + zstd_packed("two"))) == "one,two");
  CHECK(read_all(folder.write("bzip2", bzip2_packed("one,") + bzip2_packed("two"))) == "one,two");
  CHECK(read_all(folder.write("xz", xz_packed("one,") + xz_packed("two"))) == "one,two");
}

TEST_CASE("A tar archive gives the member that is named, however it is packed") {
  const TemporaryFolder folder;
  const std::string mode = GENERATE("w", "w:gz", "w:bz2", "w:xz");
  const auto tar = folder.write("t", tarred("x", mode, {"in/", "in/b.csv", "._b.csv", "r.csv"}));
  CHECK(read_all(tar, "r.csv") == "r.csv:x");
  CHECK(read_all(tar, "in/*.csv") == "in/b.csv:x");
  CHECK_THAT(refusal(tar),
             Catch::Contains("the feed names no member; the tar archive has in/b.csv"));
  CHECK_THAT(refusal(tar, "b.csv"),
             Catch::Contains("no such member; the tar archive has in/b.csv"));
}

TEST_CASE("A packed tar archive or stream that is cut or damaged is refused") {
  const TemporaryFolder folder;
  const std::string text = many_lines(300'000);
  std::string packed =
      GENERATE_COPY(tarred(text, "w:gz", {"a"}), tarred(text, "w", {"a"}),
                    tarred(text, "w:xz", {"a"}), bzip2_packed(text), xz_packed(text));
  CHECK_FALSE(refusal(folder.write("cut", packed.substr(0, packed.size() / 2))).empty());
  const bool has_checksum = packed.front() != 'a';
  packed[packed.size() / 2] ^= 1;
  if (has_checksum) CHECK_FALSE(refusal(folder.write("damaged", packed)).empty());
}

TEST_CASE("A zip gives the member that is named") {
  const TemporaryFolder folder;
  const auto zip =
      folder.write("vendor.zip",
                   zipped("x", {"in/", "in/books.json", "reviews.json", "\xc3\xa9t\xc3\xa9.json"}));
  CHECK(read_all(zip, "reviews.json") == "reviews.json:x");
  CHECK(read_all(zip, "in/books.json") == "in/books.json:x");
  CHECK(read_all(zip, "\xc3\xa9t\xc3\xa9.json") == "\xc3\xa9t\xc3\xa9.json:x");
  CHECK_THAT(refusal(zip, "books.json"),
             Catch::Contains("vendor.zip, member books.json: no such member") &&
                 Catch::Contains("in/books.json, reviews.json"));
  CHECK_THAT(refusal(zip), Catch::Contains("the feed names no member"));
  CHECK_THAT(refusal(folder.write("plain", "[]"), "books.json"),
             Catch::Contains("not a zip or tar archive"));
}

TEST_CASE("What macOS adds to a zip, and hidden files, are no members") {
  const TemporaryFolder folder;
  const auto zip =
      folder.write("mac.zip", zipped("x", {"d/", "d/a.csv", "__MACOSX/d/._a.csv",
                                           "d/__MACOSX/a.csv", "d/.DS_Store", ".git/a.csv"}));
  CHECK(read_all(zip) == "d/a.csv:x");
  CHECK(read_all(zip, "*/*.csv") == "d/a.csv:x");
  CHECK(read_all(zip, ".git/a.csv") == ".git/a.csv:x");  // whoever names it means it
  CHECK_THAT(refusal(zip, "b.csv"), Catch::Contains("no such member; the zip has d/a.csv (after"));
  CHECK_THAT(refusal(folder.write("hidden.zip", zipped("x", {".DS_Store", "__MACOSX/a"}))),
             Catch::Contains("only hidden files"));
}

TEST_CASE("A member may be a pattern that fits one member, but not several") {
  const TemporaryFolder folder;
  const auto zip = folder.write(
      "dated.zip", zipped("x", {"data-2024-01-01.csv", "readme.txt", "d/data-2.csv", "data-*"}));
  CHECK(read_all(zip, "data-*.csv") == "data-2024-01-01.csv:x");
  CHECK(read_all(zip, "*/data-?.csv") == "d/data-2.csv:x");
  CHECK(read_all(zip, "data-*") == "data-*:x");  // the name itself
  CHECK_THAT(refusal(zip, "*.*"), Catch::Contains("member *.*: 2 members match: "
                                                  "data-2024-01-01.csv, readme.txt"));
  CHECK_THAT(refusal(zip, "book-*"), Catch::Contains("no such member; the zip has"));
}

TEST_CASE("Two members of one name are refused, however the name is meant") {
  const TemporaryFolder folder;
  const auto zip = folder.write("twice.zip", zipped("x", {"a.csv", "b.csv", "a.csv"}));
  CHECK_THAT(refusal(zip, "a.csv"), Catch::Contains("2 members match: a.csv, a.csv"));
  CHECK_THAT(refusal(zip, "a.*"), Catch::Contains("2 members match: a.csv, a.csv"));
  CHECK(read_all(zip, "b.csv") == "b.csv:x");
}

TEST_CASE("A name that is not UTF-8 is shown by its bytes and found by a pattern") {
  const TemporaryFolder folder;
  std::string bytes = zipped("x", {"caf#.csv", "b.csv"});
  for (std::size_t at = 0; (at = bytes.find("caf#", at)) != bytes.npos;) bytes[at + 3] = '\x82';
  const auto zip = folder.write("cp437.zip", bytes);
  CHECK(read_all(zip, "caf?.csv") == "caf#.csv:x");
  CHECK(read_all(zip, "caf\x82.csv") == "caf#.csv:x");
  try {
    read_all(zip, "caf\xc3\xa9.csv");
    FAIL("there is no such member");
  } catch (const BadDump& error) {
    CHECK_THAT(error.what(), Catch::Contains("the zip has caf\\x82.csv, b.csv"));
    CHECK_THAT(error.remedy(), Catch::Contains("write a `?` for each"));
  }
}

TEST_CASE("A zstd file with a long window is reported as such, and read if the limit allows it") {
  const TemporaryFolder folder;
  const std::string text = many_lines(300000);
  const auto packed =
      support::run({.words = {"zstd", "--ultra", "-22", "--long=31", "-c"}, .input = text});
  REQUIRE(packed.exit_code == 0);
  const auto file = folder.write("long.zst", packed.output);
  try {
    read_all(file);
    FAIL("its window is longer than the limit");
  } catch (const BadDump& error) {
    CHECK_THAT(error.what(), Catch::Contains("long.zst: packed with a window of more than the "
                                             "134217728 bytes allowed"));
    CHECK_THAT(error.remedy(), Catch::Contains("limits: {max_window: 2 GiB}"));
  }
  ExpansionLimits wide;
  wide.max_window = std::uint64_t{1} << 31;
  CHECK(read_all(file, {}, wide) == text);
}

TEST_CASE("Names in a zip never become paths") {
  const TemporaryFolder folder;
  const TemporaryFolder elsewhere;
  const std::string absolute = elsewhere.path() / "evil.json";
  const auto zip = folder.write("vendor.zip", zipped("x", {"../../evil.json", absolute, "a\nb"}));
  CHECK(read_all(zip, "../../evil.json") == "../../evil.json:x");
  CHECK(read_all(zip, absolute) == absolute + ":x");
  CHECK_THAT(refusal(zip, "none"), Catch::Contains("a\\x0ab"));
  CHECK(std::filesystem::is_empty(elsewhere.path()));
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("A packed file that is cut short anywhere is refused, with its name and the place") {
  const TemporaryFolder folder;
  const std::string text = many_lines(60000);
  const auto percent = GENERATE(as<std::size_t>{}, 1, 10, 50, 90, 99, 100);
  CAPTURE(percent);
  const auto cut = [&](const std::string& bytes) {
    return bytes.substr(0, std::max<std::size_t>(5, bytes.size() * percent / 100 - 1));
  };
  CHECK_THAT(refusal(folder.write("cut.gz", cut(gzipped(text)))),
             Catch::Contains("cut.gz") && Catch::Contains("unpacked and"));
  CHECK_THAT(refusal(folder.write("cut.zst", cut(zstd_packed(text)))), Catch::Contains("cut.zst"));
  CHECK_THAT(refusal(folder.write("cut.zip", cut(zipped(text, {"a", "b"}))), "a"),
             Catch::Contains("cut.zip, member a"));
}

TEST_CASE("A packed file in which a bit has flipped is refused") {
  const TemporaryFolder folder;
  const std::string text = many_lines(60000);
  const auto percent = GENERATE(as<std::size_t>{}, 20, 40, 60, 80);
  CAPTURE(percent);
  const auto spoil = [&](std::string bytes) {
    bytes[bytes.size() * percent / 100] ^= 1;
    return bytes;
  };
  refusal(folder.write("spoiled.gz", spoil(gzipped(text))));
  refusal(folder.write("spoiled.zst", spoil(with_checksum(text))));
  refusal(folder.write("spoiled.zip", spoil(zipped(text, {"a"}))), "a");
}

TEST_CASE("A gzip file whose data is still well-formed is refused by its checksum") {
  const TemporaryFolder folder;
  const std::string text = many_lines(50000);
  std::string stored = python(
      "import sys,gzip; sys.stdout.buffer.write(gzip.compress(sys.stdin.buffer.read(), 0))", text);
  stored[20000] ^= 1;
  CHECK_THAT(refusal(folder.write("stored.gz", stored)), Catch::Contains("incorrect data check"));
}

TEST_CASE("A gzip file with something else behind it is refused") {
  const TemporaryFolder folder;
  CHECK_THAT(refusal(folder.write("a.gz", gzipped("one") + "two")),
             Catch::Contains("followed by other data"));
  CHECK_THAT(refusal(folder.write("b.gz", gzipped("one") + std::string(9, '\0') + "two")),
             Catch::Contains("followed by other data"));
}

TEST_CASE("An encrypted zip is refused") {
  const TemporaryFolder folder;
  std::string zip = zipped(many_lines(1000), {"a"});
  zip[6] |= 1;                           // the flag in the member's header
  zip[zip.find("PK\x01\x02") + 8] |= 1;  // and in the directory
  CHECK_THAT(refusal(folder.write("secret.zip", zip), "a"), Catch::Contains("encrypted"));
}

TEST_CASE("A file that expands beyond the limits is refused") {
  const TemporaryFolder folder;
  const std::string zeros(5000000, '0');
  ExpansionLimits small;
  small.max_expanded_bytes = 1000000;
  ExpansionLimits flat;
  flat.ratio_counts_from = 1000000;
  flat.max_ratio = 100;
  for (const std::string& packed : {gzipped(zeros), zstd_packed(zeros), zipped(zeros, {"a"})}) {
    const auto file = folder.write("bomb", packed);
    CHECK_THAT(refusal(file, {}, small), Catch::Contains("more than the 1000000 bytes"));
    CHECK_THAT(refusal(file, {}, flat), Catch::Contains("more than 100 times its size"));
    CHECK(read_all(file).size() >= zeros.size());
  }
}

TEST_CASE("A zstd writer's sink may throw, and what it throws comes out") {
  ZstdWriter writer([](std::string_view) { throw Misconfigured("disk full"); });
  std::mt19937_64 random(1);
  std::string noise(3000000, '\0');
  for (char& c : noise) c = static_cast<char>(random());
  CHECK_THROWS_AS(writer.write(noise), Misconfigured);
}

TEST_CASE("A zstd writer's bytes are what the zstd program unpacks") {
  const TemporaryFolder folder;
  const std::string text = many_lines(300000);
  const auto file = folder.write("file.zst", zstd_packed(text));
  const auto outcome = support::run({.words = {"zstd", "-dc", file}});
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.output == text);
}
