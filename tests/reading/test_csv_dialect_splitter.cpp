#include <random>

#include "reading/csv_dialect_splitter.hpp"
#include "reading/csv_splitter.hpp"
#include "reading/reading_all.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using Catch::Matchers::StartsWith;
using nightjar::csv::Dialect;
using nightjar::csv::Escape;
using nightjar::feed::Format;
using namespace nightjar::reading;
using Texts = std::vector<std::string>;

namespace {

Outcome read_dialect(const std::string& file, const Dialect& dialect, std::size_t block = 1 << 16) {
  auto feed = feed_of(Format::csv);
  feed.csv = dialect;
  return read_all(file, feed, block);
}

struct Case {
  Dialect dialect;
  std::string file;
  Texts records;
};

/// What a splitter finds, whatever the pieces.
Texts found_by(Splitter& splitter, const std::string& text, std::size_t piece) {
  std::vector<Extent> records;
  const auto damage = [&](const StructureError& error) {
    return Texts{error.what + " at " + std::to_string(error.offset)};
  };
  for (std::size_t at = 0; at < text.size(); at += piece) {
    if (auto error = splitter.split(std::string_view(text).substr(at, piece), at, records)) {
      return damage(*error);
    }
  }
  if (auto error = splitter.finish({}, records)) return damage(*error);
  Texts texts;
  for (const Extent& record : records) {
    texts.push_back(text.substr(record.begin, record.end - record.begin));
  }
  return texts;
}

}  // namespace

TEST_CASE("The records of a CSV file end as its dialect says") {
  const auto c = GENERATE(values<Case>({
      {{.delimiter = ';'}, "h\n1;\"a\n;b\"\n2;\"c\"\n", {"1;\"a\n;b\"", "2;\"c\""}},
      {{.quote = '\''}, "h\n'a\nb'\r\n\"c\nd\n", {"'a\nb'", "\"c", "d"}},
      {{.quote = {}}, "h\n\"a\n\"b\r\n\n", {"\"a", "\"b"}},
      {{.escape = Escape::backslash},
       "h\n\"a\\\"\nb\"\nc\\\nd\n\"e\\\\\"\nf\n",
       {"\"a\\\"\nb\"", "c\\\nd", "\"e\\\\\"", "f"}},
      {{.skip_lines = 2}, "Report, \"of\n\"today\nh\n1\n", {"1"}},
      {{.skip_lines = 1}, "\nh\n1", {"1"}},
      {{.comment = "#"}, "# by \"us\nh\n#1\n2,#\n #3\n#\"4", {"2,#", " #3"}},
      {{.comment = "//"}, "//x\nh\n/1\n//2\n///\n3//", {"/1", "3//"}},
      {{.line_end = "|$|"}, "h|$|1\n|2$||$|\n3|$\n|$|\r\n", {"1\n|2$|", "3|$\n"}},
      {{.line_end = "|$|"}, "h|$|\"|$|\"|$|x", {"\"|$|\"", "x"}},
      {{.line_end = "\r"}, "h\r1\r2", {"1", "2"}},
      {{.line_end = "\n"}, "h\n1\r\n\n2", {"1\r", "2"}},
      {{.trailer = "END"}, "h\n1\n2\nEND\n", {"1", "2"}},
      {{.trailer = "T,{records}"}, "h,i\n1,2\n\n3,4\nT,2", {"1,2", "3,4"}},
      {{.trailer = "T,{records}"}, "h\nT,0\n", {}},
      {{.skip_lines = 1, .comment = "#", .trailer = "T{records}"}, "x\nh\n#\n1\nT1\n#\n", {"1"}},
  }));
  CAPTURE(c.file);
  const auto block = GENERATE(1U, 2U, 3U, 7U, 1000U);
  const auto outcome = read_dialect(c.file, c.dialect, block);
  CHECK(outcome.refusal.empty());
  CHECK(outcome.header.starts_with("h"));
  CHECK(outcome.texts() == c.records);
  for (const Read& record : outcome.records) {
    CHECK(c.file.substr(record.offset, record.length) == record.bytes);
  }
}

TEST_CASE("Without a header line the first record is a record, and there may be none") {
  const Dialect none{.has_header = false};
  const auto outcome = read_dialect("1,2\n3,4\n", none);
  CHECK(outcome.header == "1,2");
  CHECK(outcome.texts() == Texts{"1,2", "3,4"});
  CHECK(outcome.records[1].line == 2);
  CHECK(read_dialect("\n", none).refusal.empty());
  CHECK(read_dialect("T,0\n", {.has_header = false, .trailer = "T,{records}"}).texts().empty());
  CHECK_THAT(read_dialect("1,2\n3", none).refusal, Contains("the file is cut short at byte 5"));
}

TEST_CASE("A file whose trailer is missing, counts other records or is not the last is refused") {
  const Dialect dialect{.trailer = "T,{records}"};
  const auto block = GENERATE(1U, 5U, 1000U);
  CHECK(read_dialect("h\n1\n2\n", dialect, block).refusal ==
        "f: the file is cut short: it ends without its trailer, T,{records}");
  CHECK_THAT(read_dialect("h\n1\n2\nT,3\n", dialect, block).refusal,
             StartsWith("f, line 4, byte 6: the trailer counts 3 records, but the file has 2"));
  CHECK_THAT(read_dialect("h\n1\nT,1\n2\nT,1\n", dialect, block).refusal,
             StartsWith("f, line 4, byte 8: the file goes on after its trailer"));
}

TEST_CASE("A quote that is never closed is refused where it opens, in any dialect") {
  const Dialect dialect{.quote = '\'', .escape = Escape::backslash, .comment = "#"};
  CHECK_THAT(read_dialect("h\n#'\n1,'a\\'\n", dialect).refusal,
             StartsWith("f, line 3, byte 7: the quote that opens here is not closed"));
  auto feed = feed_of(Format::csv, 20);
  feed.csv = dialect;
  CHECK_THAT(read_all("h\n'" + std::string(100, 'x'), feed).refusal,
             StartsWith("f, line 2, byte 2: the quote that opens here encloses more than 80"));
}

TEST_CASE("The splitter of dialects finds the records that the fast one finds") {
  const auto seed = Catch::rngSeed() + 5;
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (auto bytes = random() % 200; bytes != 0; --bytes) text += "\",;'\r\n\nxx"[random() % 9];
    for (auto marks = random() % 3; marks != 0 && !text.empty(); --marks) {
      text.insert(random() % text.size(), "\n\xef\xbb\xbf\"x");
    }
    const Dialect dialect{.delimiter = round % 2 == 0 ? ',' : ';',
                          .quote = round % 4 < 2 ? '"' : '\''};
    const std::size_t most = round % 3 == 0 ? random() % 100 : 100000;
    const std::size_t piece = 1 + random() % 70;
    CAPTURE(text);
    CsvSplitter fast({dialect.delimiter, *dialect.quote}, most);
    CsvDialectSplitter any(dialect, most);
    CHECK(found_by(any, text, piece) == found_by(fast, text, text.size() + 1));
  }
}
