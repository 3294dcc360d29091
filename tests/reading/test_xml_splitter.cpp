#include <random>

#include "reading/reading_all.hpp"
#include "reading/xml_splitter.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using Catch::Matchers::StartsWith;
using nightjar::feed::Definition;
using nightjar::feed::Format;
using namespace nightjar::reading;
using Texts = std::vector<std::string>;

namespace {

Definition books(const std::string& records = "/catalog/book") {
  Definition feed = feed_of(Format::xml);
  feed.records = records;
  return feed;
}

/// Text of ASCII in UTF-16, the lower byte first.
std::string utf16(std::string_view text) {
  std::string wide = "\xff\xfe";
  for (const char c : text) wide.append(1, c).append(1, '\0');
  return wide;
}

}  // namespace

TEST_CASE("The records of an XML file are the elements at their path, as they are written") {
  struct Case {
    std::string file;
    std::string path;
    Texts records;
  };
  const auto c = GENERATE(values<Case>({
      {"<catalog><book>a</book>\n  <book/><book id='1'>b</book></catalog>",
       "/catalog/book",
       {"<book>a</book>", "<book/>", "<book id='1'>b</book>"}},
      {"<?xml version='1.0'?>\n<!-- <book/> -->\n<catalog>text<other><book/></other>"
       "<book ><book>inner</book></book ><![CDATA[<book/>]]></catalog>\n<!-- end -->\n",
       "/catalog/book",
       {"<book ><book>inner</book></book >"}},
      {"<a><b><c/></b><d><c/></d><b x='>'><c>1</c><!-- > --><c>2</c></b></a>",
       "/a/b/c",
       {"<c/>", "<c>1</c>", "<c>2</c>"}},
      {"<b:a xmlns:b='urn:x'><b:c><b:d/></b:c><c/></b:a>", "/b:a/b:c", {"<b:c><b:d/></b:c>"}},
      {"\xef\xbb\xbf<r>one</r>\n", "/r", {"<r>one</r>"}},
      {"<catalog></catalog>", "/catalog/book", {}},
      {"<!DOCTYPE catalog SYSTEM 'c.dtd'><catalog><book>&amp;&#233;</book></catalog>",
       "/catalog/book",
       {"<book>&amp;&#233;</book>"}},
  }));
  CAPTURE(c.file);
  const auto block = GENERATE(1U, 2U, 3U, 7U, 1000U);
  const auto outcome = read_all(c.file, books(c.path), block);
  CHECK(outcome.refusal.empty());
  CHECK(outcome.texts() == c.records);
  for (const Read& record : outcome.records) {
    CHECK(c.file.substr(record.offset, record.length) == record.bytes);
  }
}

TEST_CASE("An XML file says its encoding itself") {
  CHECK(read_all("<catalog/>", books()).header == "UTF-8");
  CHECK(read_all("<?xml version='1.0' encoding='ISO-8859-1'?><catalog/>", books()).header ==
        "ISO-8859-1");
  const auto windows = read_all(
      "<?xml version='1.0' encoding='windows-1252'?><catalog><book>\x80</book></catalog>", books());
  CHECK(windows.header == "windows-1252");
  CHECK(windows.texts() == Texts{"<book>\x80</book>"});
  const auto block = GENERATE(8U, 9U, 1000U);
  const auto wide = read_all(utf16("<catalog><book>1</book>\n<book/></catalog>"), books(), block);
  CHECK(wide.header == "UTF-16LE");
  CHECK(wide.texts() == Texts{utf16("<book>1</book>").substr(2), utf16("<book/>").substr(2)});
  CHECK_THAT(read_all("<?xml version='1.0' encoding='klingon'?><catalog/>", books()).refusal,
             Contains("unknown encoding"));
}

TEST_CASE("An XML file that is not well-formed or not whole is refused with its place") {
  struct Case {
    std::string file;
    std::string refusal;
  };
  const auto c = GENERATE(values<Case>({
      {"<catalog>\n<book>a</boo>\n</catalog>", "f, line 2, byte 19: it is not XML: mismatched tag"},
      {"<catalog>\n<book>a</book>\n<book",
       "the file is cut short at byte 30: its last element is "
       "not closed"},
      {"<catalog><book>a</book>", "the file is cut short at byte 23: its last element is not"},
      {"<catalog><book>a", "the file is cut short at byte 16: its last element is not closed"},
      {"  ", "the file is cut short at byte 2: it has no element"},
      {"<catalog/><catalog/>", "it is not XML: junk after document element"},
      {"<catalog>\n<book>&nbsp;</book></catalog>", "line 2, byte 16: it is not XML: undefined"},
      {"<catalog><book a='1' a='2'/></catalog>", "it is not XML: duplicate attribute"},
      {"<catalog><book>\xff</book></catalog>", "it is not XML: not well-formed (invalid token)"},
      {"[1, 2]", "it is not XML: syntax error"},
  }));
  CAPTURE(c.file);
  const auto block = GENERATE(1U, 5U, 1000U);
  const auto outcome = read_all(c.file, books(), block);
  CHECK_THAT(outcome.refusal, Contains(c.refusal));
  CHECK_FALSE(outcome.remedy.empty());
}

TEST_CASE("Entities that a file declares are refused, so that none expands or leaves the file") {
  const auto block = GENERATE(1U, 1000U);
  const std::string laughs =
      "<!DOCTYPE c [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>\n<catalog><book>&b;</book></catalog>";
  CHECK_THAT(read_all(laughs, books(), block).refusal,
             StartsWith("f, line 1, byte 12: its DOCTYPE has declarations of its own"));
  const std::string outside =
      "<!DOCTYPE c [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><catalog><book>&a;</book></catalog>";
  CHECK_THAT(read_all(outside, books(), block).refusal, Contains("declarations of its own"));
  const std::string dtd =
      "<!DOCTYPE c SYSTEM 'file:///etc/passwd'>\n<catalog><book>&a;</book></catalog>";
  CHECK_THAT(read_all(dtd, books(), block).refusal,
             StartsWith("f, line 2, byte 56: the entity &a; is not declared in it"));
}

TEST_CASE("A path that leads to no records is refused, not loaded as an empty file") {
  CHECK_THAT(read_all("<list><book/></list>", books()).refusal,
             Contains("the root of the file is list, not catalog"));
  CHECK_THAT(read_all("<a><x/></a>", books("/a/b/c")).refusal,
             Contains("the file has no element b in a"));
  CHECK(read_all("<a><b/></a>", books("/a/b/c")).refusal.empty());
}

TEST_CASE("An XML record that is too long is rejected without being stored") {
  Definition feed = books();
  feed.max_record_bytes = 30;
  const auto block = GENERATE(1U, 7U, 1000U);
  const std::string text(5000, 'x');
  const auto outcome =
      read_all("<catalog>\n<book>" + text + "</book>\n<book>1</book></catalog>", feed, block);
  REQUIRE(outcome.records.size() == 2);
  CHECK(outcome.records[0].length == 5000 + 13);
  CHECK(outcome.records[0].bytes.size() == 30);
  CHECK(outcome.records[0].line == 2);
  CHECK(outcome.records[1].bytes == "<book>1</book>");
  CHECK(outcome.records[1].line == 3);
}

TEST_CASE("A tag that would fill the memory is refused") {
  Definition feed = books();
  const std::string file = "<catalog><book a='" + std::string(200'000, 'x') + "'/></catalog>";
  CHECK_THAT(read_all(file, feed, 1000).refusal,
             StartsWith("f, line 1, byte 9: a tag or comment begins here that is longer than"));
}
