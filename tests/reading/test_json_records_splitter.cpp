#include <random>

#include "base/error.hpp"
#include "reading/json_records_splitter.hpp"
#include "reading/reading_all.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using Catch::Matchers::StartsWith;
using nightjar::feed::Format;
using namespace nightjar::reading;
using Texts = std::vector<std::string>;

namespace {

Outcome read_at(const std::string& records, std::string_view file,
                std::size_t block_bytes = 1 << 16) {
  auto feed = feed_of(Format::json);
  feed.records = records;
  return read_all(file, feed, block_bytes);
}

}  // namespace

TEST_CASE("The records of a JSON file are found where the feed says, byte for byte") {
  struct Case {
    std::string records;
    std::string file;
    Texts found;
  };
  const auto c = GENERATE(values<Case>({
      {"/data", R"({"data":[]})", {}},
      {"/data", R"({"data":[{"a":1} , {"b":2}]})", {R"({"a":1})", R"({"b":2})"}},
      {"/data/items",
       R"( {"n":-1.5e3,"x":{"items":[{"no":1}]},"data":{"o":[],"items":[{"a":"]"}],"p":"\u00e9\""},"z":[[],{}]} )",
       {R"({"a":"]"})"}},
      {"/d\xc3\xa9/a~1b", R"({"d\u00e9":{"a/b":[{}]}})", {"{}"}},
      // An element of an array leads on, too.
      {"/1", R"([{"page":1},[{"a":1}]])", {R"({"a":1})"}},
      {"/0/rows", R"([{"rows":[1]},{"rows":[2]}])", {"1"}},
      // Members, each with its name.
      {"/*", R"({"k":{"a":1}, "l\"" : {"b":2}})", {R"("k":{"a":1})", R"("l\"" : {"b":2})"}},
      {"/d/*", R"({"d":{},"e":{"x":{}}})", {}},
      {"/d/*",
       R"({"e":1,"d":{"k":7,"l":"x","m":[{}],"n":null}})",
       {R"("k":7)", R"("l":"x")", R"("m":[{}])", R"("n":null)"}},
      // Several documents.
      {"/d", "{\"d\":[1]}{\"d\":[]}\n {\"d\":[2,3],\"e\":[4]}", {"1", "2", "3"}},
      {"/*", R"({"a":{}}{"b":{}})", {R"("a":{})", R"("b":{})"}},
      {"", "{\"a\":1}{\"a\":{\"b\":\n2}}\n{}", {"{\"a\":1}", "{\"a\":{\"b\":\n2}}", "{}"}},
      {"", "\xef\xbb\xbf{}\xef\xbb\xbf{}", {"{}", "{}"}},
  }));
  CAPTURE(c.records, c.file);
  for (const std::size_t block : {1U, 3U, 1000U}) {
    const auto outcome = read_at(c.records, c.file, block);
    CHECK(outcome.refusal.empty());
    CHECK(outcome.texts() == c.found);
  }
}

TEST_CASE("A file without records where they should be is refused, and what is there is told") {
  struct Case {
    std::string records;
    std::string file;
    std::string what;
  };
  const auto c = GENERATE(values<Case>({
      {"/data/items", R"({"meta":1,"dato":{}})",
       "f, line 1, byte 19: the file has no member \"data\", where the feed's records should be; "
       "did "
       "you mean \"dato\"?; its members: meta, dato"},
      {"/data/items", "{\n\"data\":{\"count\":2,\"rows\":[]}}",
       "f, line 2, byte 29: /data has no member \"items\", where the feed's records should be; its "
       "members: count, rows"},
      {"/data", R"({"data":{"a":[],"b":1}})",
       "byte 8: /data is an object where the array of the records should be; its members: a, b"},
      {"/data/*", R"({"data":[{}]})",
       "/data is an array where the object whose members are the records should be"},
      {"/data", R"({"data":null})", "/data is a null where the array of the records should be"},
      {"/data/items", R"({"data":"x"})", "/data is a string where an object should be"},
      {"/data", R"([{"a":1}])", "the file is an array without an element data"},
      {"/*", R"([{"a":1}])", "the file is an array where the object whose members"},
      {"/data", R"({"data":[],"data":[]})", "/data is there twice"},
      {"/data", R"({"data":[]}{})", "byte 12: the file has no member \"data\""},
      {"/data", "12", "the file is a single value where an object should be"},
      {"/data", " ", "the file is empty"},
  }));
  CAPTURE(c.records, c.file);
  for (const std::size_t block : {1000U, 1U}) {
    const auto outcome = read_at(c.records, c.file, block);
    // With what is behind, the error says what an object has.
    CHECK_THAT(outcome.refusal,
               Contains(block > 1 ? c.what : c.what.substr(0, c.what.find("; its"))));
    CHECK_FALSE(outcome.remedy.empty());
  }
}

TEST_CASE("A file whose records are at their place, but that is not JSON around, is refused") {
  struct Case {
    std::string file;
    std::string place;
    std::string what;
  };
  const auto c = GENERATE(values<Case>({
      {R"({"d":[{}])", "byte 9: ", "cut short: its JSON is not closed"},
      {R"({"d":[{})", "byte 8: ", "its array is not closed"},
      {R"({"d":[{}],)", "byte 10: ", "cut short: its JSON"},
      {R"({"d":[{"a":1)", "byte 6: ", "cut short at byte 12: the record"},
      {R"({"d":[{}],"e":[1,2)", "byte 18: ", "cut short"},
      {R"({"d":[{}],"e":"x)", "byte 16: ", "cut short"},
      {R"({"d":[{}]]})", "byte 9: ", "`]` where a comma or `}` should be"},
      {R"({"d":[{}}]})", "byte 8: ", "`}` where a comma or `]`"},
      {R"({"d":[{}] "e":1})", "byte 10: ", "`\"` where a comma or `}`"},
      {R"({"d":[{}],})", "byte 10: ", "`}` where a member's name should be"},
      {R"({"d" [{}]})", "byte 5: ", "`[` where a colon should be"},
      {R"({"d":[{}],"e":[1,]})", "byte 17: ", "`]` where a value should be"},
      {R"({"d":[{}],"e":01})", "byte 16: ", "`01` is not a JSON value"},
      {R"({"d":[{}],"e":nul})", "byte 17: ", "`nul` is not a JSON value"},
      {R"({"d":[{}],"e":"\x"})", "byte 16: ", "`x` where a letter of an escape"},
      {R"({"d":[{}],"e":"\u00g0"})", "byte 19: ", "`g` where a hexadecimal digit"},
      {"{\"d\":[{}],\"e\":\"\n\"}", "byte 15: ", "the byte 0x0a in a string"},
      {R"({"d":[{}]};)", "byte 10: ", "`;` where a value should be"},
      {R"({"d":[{}]}x)", "byte 10: ", "a single value where an object"},
      {R"({"d":[{} {}]})", "byte 9: ", "after a record there is `{`"},
      {"{\"d\":[],\"e\":" + std::string(300, '['), "byte 267: ", "deeper than 256 levels"},
  }));
  CAPTURE(c.file);
  for (const std::size_t block : {1000U, 1U}) {
    const auto outcome = read_at("/d", c.file, block);
    CHECK_THAT(outcome.refusal, Contains(c.place));
    CHECK_THAT(outcome.refusal, Contains(c.what));
  }
}

TEST_CASE("A member or document that is not one is refused, with its place") {
  CHECK_THAT(read_at("/*", R"({"a" {}})").refusal, Contains("byte 5: after a member's name"));
  CHECK_THAT(read_at("/*", R"({"a":{},2})").refusal,
             Contains("where a member's name should begin"));
  CHECK_THAT(read_at("/*", R"({"a":{},})").refusal, Contains("`}` where a member's name"));
  CHECK_THAT(read_at("/*", R"({"a":})").refusal, Contains("`}` where a record should begin"));
  CHECK_THAT(read_at("/*", R"({"a":{})").refusal, Contains("its object of records is not closed"));
  CHECK_THAT(read_at("/*", R"({"a)").refusal, Contains("byte 1: the file is cut short"));
  CHECK_THAT(read_at("", R"({},{})").refusal, Contains("`,` where an object should begin"));
  CHECK_THAT(read_at("", R"([{}])").refusal, Contains("`[` where an object should begin"));
  CHECK_THAT(read_at("", R"({}{"a")").refusal, Contains("byte 2: the file is cut short"));
}

TEST_CASE("A record that is a member is recognised by its bytes, name included") {
  /// Knows one record.
  class One : public nightjar::feed::RecordPredictor {
   public:
    explicit One(std::string text) : text_(std::move(text)) {}
    std::optional<Hit> predict(std::string_view text, MayEnd may_end) override {
      if (!text.starts_with(text_) || !may_end(text, text_.size())) return std::nullopt;
      return Hit{0, text_.size()};
    }

   private:
    std::string text_;
  };
  One known(R"("b":{"x":1})");
  JsonRecordsSplitter splitter("/d/*");
  splitter.expect(known);
  std::vector<Extent> records;
  CHECK_FALSE(splitter.split(R"({"d":{"a":{"x":1},"b":{"x":1},"c":{"x":1}}})", 0, records));
  CHECK_FALSE(splitter.finish({}, records));
  REQUIRE(records.size() == 3);
  CHECK_FALSE(records[0].predicted);
  CHECK(records[1] == Extent{18, 29, 0});
  CHECK_FALSE(records[2].predicted);
}
