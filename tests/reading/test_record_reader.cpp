#include <algorithm>
#include <random>

#include <sys/resource.h>

#include "base/error.hpp"
#include "reading/reading_all.hpp"
#include "reading/record_reader.hpp"
#include "reading/string_source.hpp"
#include "support/catch.hpp"

using namespace nightjar;
using namespace nightjar::reading;
using Catch::Contains;
using Catch::Matchers::StartsWith;
using feed::Format;

namespace {

/// A file that is made as it is read: `front`, then `filling` so many times, then `back`.
class MadeSource : public ByteSource {
 public:
  MadeSource(std::string front, char filling, std::uint64_t times, std::string back)
      : front_(std::move(front)), filling_(filling), times_(times), back_(std::move(back)) {}

  std::size_t read(std::span<char> buffer) override {
    std::size_t got = front_.copy(buffer.data(), buffer.size());
    front_.erase(0, got);
    const auto fill = std::min<std::uint64_t>(times_, buffer.size() - got);
    std::fill_n(buffer.data() + got, fill, filling_);
    times_ -= fill;
    got += fill;
    const auto rest = back_.copy(buffer.data() + got, buffer.size() - got);
    back_.erase(0, rest);
    return got + rest;
  }

 private:
  std::string front_;
  char filling_;
  std::uint64_t times_;
  std::string back_;
};

std::size_t peak_kilobytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::size_t>(usage.ru_maxrss);
}

const std::vector<std::pair<Format, std::string>> files{
    {Format::json,
     "\xef\xbb\xbf [\n{\"a\":\"}\\\"\\\\\"},\r\n {\"b\":[{},\"\\\\\",{\"]\":1}]} , 12,\"x\\\"y\" "
     ",[{}]\n]\n"},
    {Format::json, "[{\"a\":1},{\"b\":\"x\ny\"},{\"c\":2"},
    {Format::json, "[{\"a\":1}\n{\"b\":2}]"},
    {Format::json, "[{\"a\":1}]\n x"},
    {Format::json, ""},
    {Format::ndjson, "\xef\xbb\xbf{\"a\":1}\r\n\r\n \n{\"b\":\"\\\"}\"}  \n{}"},
    {Format::ndjson, "{}\n{\"a\":{}"},
    {Format::ndjson, "{}\r\n  "},
    {Format::csv, "\xef\xbb\xbf\"a\nb\",c\r\n1,\"x\"\"\r\n,y\"\r\n\r\n5\" z,2\n\"\",\"\"\n3,4\r"},
    {Format::csv, "a,b\n1,2\n3,\"x\n\n"},
    {Format::csv, "a,b\n\"x\"y\"\n,z\n"},
    {Format::csv, "\n"},
    {Format::csv,
     "a,b\n1,\"2\n3\"\n\xef\xbb\xbf\"4\n5\",6\n\xef\xbb\xbf\n\xef\xbb\xbf"
     "7,8\n\xef\xbb\xbf"},
    {Format::csv, "a,b\n1,2\n3"},
    {Format::csv, "a,\"b\",c\r\n1,2,3\r\n\"4,5\",6"},
    {Format::csv, "a,b\n1,2\n\x1a"},
    {Format::ndjson, "{}\n\xef\xbb\xbf{\"a\":1}\n\xef\xbb\xbf\n\xef\xbb\xbf"},
    {Format::json, "[\xef\xbb\xbf{},\n\xef\xbb\xbf {\"a\":1}]"},
    {Format::json, "[{},\xef\xbb{}]"},
};

}  // namespace

TEST_CASE("A reader yields the same whatever the block size") {
  const auto& [format, text] = GENERATE(from_range(files));
  const auto max_record_bytes = GENERATE(std::size_t{8}, std::size_t{1000});
  const auto whole = read_all(text, format, max_record_bytes);
  for (std::size_t block = 1; block <= text.size() + 1; ++block) {
    const auto outcome = read_all(text, format, max_record_bytes, block);
    CAPTURE(text, block, outcome.refusal, whole.refusal);
    // A stray quote may be found before the file's end or at it, and be told in other words.
    if (max_record_bytes == 8 && format == Format::csv && !whole.refusal.empty()) {
      CHECK_FALSE(outcome.refusal.empty());
    } else {
      CHECK(outcome == whole);
    }
  }
}

TEST_CASE("A byte order mark in front of a record is no part of it, and is counted") {
  const std::string mark = "\xef\xbb\xbf";
  struct Case {
    Format format;
    std::string text;
    std::vector<Read> records;
    std::uint64_t marks;
  };
  for (const Case& c :
       std::vector<Case>{{Format::csv,
                          mark + "a,b\n1,2\n" + mark + "\"3\n\",4\n" + mark + "\n5,6\n" + mark,
                          {{"1,2", 7, 3, 2}, {"\"3\n\",4", 14, 6, 3}, {"5,6", 25, 3, 6}},
                          3},
                         {Format::ndjson,
                          mark + "{}\n" + mark + "{\"a\":1}\n" + mark + "\n" + mark,
                          {{"{}", 3, 2, 1}, {"{\"a\":1}", 9, 7, 2}},
                          3},
                         {Format::json,
                          mark + "[" + mark + "{},\n" + mark + "{\"a\":1}]",
                          {{"{}", 7, 2, 1}, {"{\"a\":1}", 14, 7, 2}},
                          2}}) {
    for (const std::size_t block : {1U, 2U, 3U, 7U, 1000U}) {
      CAPTURE(c.text, block);
      StringSource source(c.text);
      RecordReader reader(source, "f", feed_of(c.format, 1000), block);
      std::vector<Read> records;
      for (auto found = reader.next_block(); !found.empty(); found = reader.next_block()) {
        for (const auto& record : found) {
          records.push_back({std::string(record.bytes), record.offset, record.length,
                             reader.line_of(record.offset)});
        }
      }
      CHECK(records == c.records);
      CHECK(reader.byte_order_marks() == c.marks);
    }
  }
}

TEST_CASE("A reader refuses a CSV whose last line has no end and too few fields") {
  const auto cut = read_all("a,\"b,c\",d\n1,2,3\n\"4,5\",6", Format::csv);
  CHECK_THAT(cut.refusal, StartsWith("f, line 3, byte 16: ") &&
                              Contains("cut short at byte 23: its last line has no end, and 2 of 3 "
                                       "fields"));
  for (const auto* whole : {"a,b\n1,2", "a,b\n1,2\n3\n", "a,b", "a\n1", "a,b\n1,2,3", "a,b\n1,\"2",
                            "a,b\n1,2\n\x1a", "a,b\n1,2\n\r"}) {
    CAPTURE(whole);
    CHECK_THAT(read_all(whole, Format::csv).refusal, !Contains("fields"));
  }
}

TEST_CASE("A reader knows every record's offset, length and line") {
  const auto outcome = read_all("[\n{},\n\n{\"a\":\n1} , {}]", Format::json);
  CHECK(outcome.records ==
        std::vector<Read>{{"{}", 2, 2, 2}, {"{\"a\":\n1}", 7, 8, 4}, {"{}", 18, 2, 5}});
}

TEST_CASE("A reader leaves bytes that may be read after every record") {
  const auto format = GENERATE(Format::json, Format::ndjson, Format::csv);
  const std::string text = format == Format::json ? "[{},{}]" : "{}\n{}";
  StringSource source(text);
  RecordReader reader(source, "f", feed_of(format, 4), 1);
  volatile char last = 0;
  std::size_t records = 0;
  for (auto block = reader.next_block(); !block.empty(); block = reader.next_block()) {
    for (const auto& record : block) {
      ++records;
      const auto* const end = record.bytes.data() + record.bytes.size();
      for (std::size_t i = 0; i < feed::Record::padding; ++i) {
        last = end[i];  // the sanitizers watch
      }
    }
  }
  CHECK(last == 0);
  CHECK(records == (format == Format::csv ? 1 : 2));
}

TEST_CASE("A reader yields the beginning of a record that is too long, and goes on after it") {
  const auto block = GENERATE(1U, 5U, 64U, 1000U, 100000U);
  const std::string record = "{\"a\":\"" + std::string(9000, '}') + "\n\",\"b\":{}}";
  struct Case {
    Format format;
    std::string file;
    std::string record;
  };
  const auto c = GENERATE_COPY(values<Case>({
      {Format::json, "[{},\n" + record + ",\n{\"c\":1}]", record},
      {Format::ndjson, "{}\n\n" + std::string(9000, 'x') + "\n\n{\"c\":1}\n",
       std::string(9000, 'x')},
      {Format::csv, "h\n{}\n\n" + std::string(9000, 'x') + "\r\n{\"c\":1}\n",
       std::string(9000, 'x')},
  }));
  const auto limit = GENERATE(50U, 5000U, 8999U);
  const auto outcome = read_all(c.file, c.format, limit, block);
  REQUIRE(outcome.refusal.empty());
  REQUIRE(outcome.records.size() == 3);
  const auto& cut = outcome.records[1];
  CHECK(cut.bytes == c.record.substr(0, std::min<std::size_t>(limit, RecordReader::prefix_bytes)));
  CHECK(cut.length == c.record.size());
  CHECK(cut.offset == c.file.find(c.record));
  const auto line = [&](std::uint64_t offset) {
    return 1 +
           std::count(c.file.begin(), c.file.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
  };
  CHECK(cut.line == static_cast<std::uint64_t>(line(cut.offset)));
  CHECK(outcome.records[2].bytes == "{\"c\":1}");
  CHECK(outcome.records[2].line == static_cast<std::uint64_t>(line(outcome.records[2].offset)));
}

TEST_CASE("A reader takes a record of exactly the limit") {
  const auto block = GENERATE(1U, 3U, 100U);
  CHECK(read_all("[{\"a\":12}]", Format::json, 8, block).texts() ==
        std::vector<std::string>{"{\"a\":12}"});
  CHECK(read_all("[{\"a\":123}]", Format::json, 8, block).texts() ==
        std::vector<std::string>{"{\"a\":123"});
}

TEST_CASE("A reader passes a record of 200 MB without holding it") {
  constexpr std::uint64_t length = 200'000'000;
  const auto format = GENERATE(Format::json, Format::ndjson, Format::csv);
  const bool is_array = format == Format::json;
  MadeSource source(is_array                ? "[{\"a\":\""
                    : format == Format::csv ? "h\n"
                                            : "{\"a\":\"",
                    'x', length, is_array ? "\"},{}]" : "\"}\n{}\n");
  const auto before = peak_kilobytes();
  RecordReader reader(source, "f", feed_of(format, std::size_t{1} << 20));
  auto block = reader.next_block();
  REQUIRE(block.size() == 2);
  CHECK(block[0].is_cut());
  CHECK(block[0].length > length);
  CHECK(block[0].bytes.size() == RecordReader::prefix_bytes);
  CHECK(block[1].bytes == "{}");
  CHECK(reader.next_block().empty());
  CHECK(peak_kilobytes() - before < 20'000);
}

TEST_CASE("A reader refuses what is not UTF-8 text by its name") {
  struct Case {
    std::string file;
    std::string name;
  };
  const auto c = GENERATE(values<Case>({
      {"\x1f\x8b\x08\x00", "gzip"},
      {std::string("PK\x03\x04\x14\x00", 6), "zip"},
      {"\x28\xb5\x2f\xfd\x04", "zstd"},
      {std::string("\xfd"
                   "7zXZ\0",
                   6),
       "xz"},
      {"BZh91AY&SY", "bzip2"},
      {"PAR1\x15\x04", "Parquet"},
      {std::string("ARROW1\0\0", 8), "Arrow"},
      {std::string("\xff\xfe[\0", 4), "UTF-16"},
      {std::string("\xfe\xff\0[", 4), "UTF-16"},
      {std::string("[\0]\0", 4), "UTF-16"},
      {std::string("\0[\0]", 4), "UTF-16"},
      {std::string("\xff\xfe\0\0[\0\0\0", 8), "UTF-32"},
  }));
  const auto format = GENERATE(Format::json, Format::ndjson, Format::csv);
  const auto outcome = read_all(c.file, format, 100, 1);
  CHECK(outcome.refusal == "f, line 1, byte 0: the file is " + c.name + ", not UTF-8 text");
  CHECK_FALSE(outcome.remedy.empty());
}

TEST_CASE("A reader refuses a tar archive and a page of HTML by their names") {
  const std::string tar = "books.json" + std::string(247, '\0') + "ustar" + std::string(250, '\0');
  const auto format = GENERATE(Format::json, Format::ndjson, Format::csv);
  CHECK(read_all(tar, format).refusal ==
        "f, line 1, byte 0: the file is a tar archive, not UTF-8 text");
  const std::string page =
      GENERATE("<html>", "\n<!DOCTYPE HTML><html>", "\xef\xbb\xbf<HTML lang=en>");
  CHECK(read_all(page, format).refusal == "f, line 1, byte 0: the file is HTML, not data");
  CHECK(read_all("<htm", Format::ndjson).refusal.find("HTML") == std::string::npos);
}

TEST_CASE("A reader counts the bytes that it has read") {
  StringSource source("[{},{}]\n");
  RecordReader reader(source, "f", feed_of(Format::json, 100));
  while (!reader.next_block().empty()) {
  }
  CHECK(reader.bytes_read() == 8);
}

TEST_CASE("A reader that is asked after the end yields nothing again") {
  StringSource source("h\n1\n");
  RecordReader reader(source, "f", feed_of(Format::csv, 100));
  CHECK(reader.next_block().size() == 1);
  CHECK(reader.next_block().empty());
  CHECK(reader.next_block().empty());
}
