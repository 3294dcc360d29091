#include <cstring>

#include "base/error.hpp"
#include "json/extractor.hpp"
#include "support/catch.hpp"

using namespace nightjar;
using namespace nightjar::json;
using Catch::Contains;

namespace {

using Paths = std::vector<std::string>;

std::string_view name_of(Kind kind) {
  constexpr std::string_view names[] = {"null", "boolean", "number", "string", "array", "object"};
  return names[static_cast<std::size_t>(kind)];
}

/// What is told, as `path kind text;` each; then `!` and the problem, if there is one. The record
/// stands in memory of its own, with hostile bytes after it.
std::string extracted(Extractor& extractor, std::string_view record, char after = ',') {
  const auto memory = std::make_unique<char[]>(record.size() + 64);
  std::memcpy(memory.get(), record.data(), record.size());
  std::memset(memory.get() + record.size(), after, 64);
  std::string told;
  const auto problem = extractor.extract(
      {memory.get(), record.size()}, [&](std::size_t path, const ExtractedValue& value) {
        told += std::to_string(path) + " " + std::string(name_of(value.kind)) + " " +
                std::string(value.text) + ";";
      });
  return problem ? told + "!" + problem->what : told;
}

std::string extracted(const Paths& paths, std::string_view record, char after = ',') {
  Extractor extractor(paths);
  return extracted(extractor, record, after);
}

}  // namespace

TEST_CASE("An extractor finds a member by the whole of its name, escaped or not") {
  const Paths paths{"/",       "/a",      "/updated",    "/updated_at", "/updated_by",
                    R"(/a"b)", R"(/a\b)", R"(/a":1,"b)", "/é"};
  const std::string plain =
      R"({"updated_by":1,"updated":2,"a":3,"updated_a":4,"updated_at_":5,"u":6,"":7,"é":8,"b":9})";
  const std::string expected = "4 number 1;2 number 2;1 number 3;0 number 7;8 number 8;";
  CHECK(extracted(paths, plain) == expected);
  // With an escape anywhere in the record, every name is unescaped first.
  const std::string with_escape = plain.substr(0, plain.size() - 1) + R"(,"x":"\n"})";
  CHECK(extracted(paths, with_escape) == expected);
  CHECK(extracted(paths, R"({"a\"b":1,"a\\b":2,"\u0061":3,"update\u0064":4,"a\b":5})") ==
        "5 number 1;6 number 2;1 number 3;2 number 4;");
}

TEST_CASE("An extractor passes a string unchanged if it has no escapes, and unescaped otherwise") {
  const Paths paths{"/a", "/b"};
  CHECK(extracted(paths, "{\"a\":\"x\" \n,\"b\":\"\"\t}") == "0 string x;1 string ;");
  CHECK(extracted(paths, R"({"a":" x ","b":"\"\\"})") == R"(0 string  x ;1 string "\;)");
  CHECK(extracted(paths, R"({"a":"é😀","c":"\ud83d\ude00"})") == "0 string é😀;");
}

TEST_CASE("An extractor passes the values at its paths") {
  struct Case {
    Paths paths;
    std::string record;
    std::string told;
  };
  const auto c = GENERATE(values<Case>({
      {{"/a"}, R"({"a":"x"})", "0 string x;"},
      {{"/a"}, R"( { "a" : -1.50E+3 , "b":2 } )", "0 number -1.50E+3;"},
      {{"/a"}, R"({"a":12345678901234567890123})", "0 number 12345678901234567890123;"},
      {{"/a", "/b", "/c"},
       R"({"c":null,"b":true,"a":false})",
       "2 null null;1 boolean true;0 boolean false;"},
      {{"/a"}, R"({"a":[1, {"x":"]"}] })", R"(0 array [1, {"x":"]"}];)"},
      {{"/a"}, "{\"a\":{ \"b\":[ ] }\n}", "0 object { \"b\":[ ] };"},
      {{"/a", "/a/b", "/a/c/0"},
       R"({"a":{"b":1,"c":[2]}})",
       R"(0 object {"b":1,"c":[2]};1 number 1;2 number 2;)"},
      {{"/a/b"}, R"({"a":{"b":1}})", "0 number 1;"},
      {{"/a", "/a"}, R"({"a":1})", "0 number 1;1 number 1;"},
      // What is missing is not told.
      {{"/a", "/b/c"}, "{}", ""},
      {{"/a"}, R"({"A":1,"aa":2,"":3})", ""},
      {{"/b/c", "/d/*/e"}, R"({"b":null,"d":null})", ""},
      {{"/b/c", "/d/*/e"}, R"({"b":{},"d":[null,{}]})", ""},
      // Elements, one and all.
      {{"/a/*"}, R"({"a":[1,"x",null,[2]]})", "0 number 1;0 string x;0 null null;0 array [2];"},
      {{"/a/1"}, R"({"a":[1,2,3]})", "0 number 2;"},
      {{"/a/*/b", "/a/1/b", "/a/1/c"},
       R"({"a":[{"b":1},{"b":2,"c":3},{"b":4,"c":5}]})",
       "0 number 1;0 number 2;1 number 2;2 number 3;0 number 4;"},
      {{"/a/*/*"}, R"({"a":[[1,2],[],[3]]})", "0 number 1;0 number 2;0 number 3;"},
      {{"/a/10"}, R"({"a":{"10":1}})", "0 number 1;"},
      {{"", "/a"}, R"({"":1,"a":2})", "1 number 2;"},
      // Members, one and all.
      {{"/a/*"}, R"({"a":{"x":1,"y":[2],"":null}})", "0 number 1;0 array [2];0 null null;"},
      {{"/a/*"}, R"({"a":{"\u0078":1,"y":2}})", "0 number 1;0 number 2;"},
      {{"/a/*/b", "/a/x/b", "/a/x/c"},
       R"({"a":{"x":{"b":1,"c":2},"y":{"b":3,"c":4}}})",
       "0 number 1;1 number 1;2 number 2;0 number 3;"},
      {{"/*/b"}, R"({"x":{"b":1},"y":{"b":2}})", "0 number 1;0 number 2;"},
      {{"/a/01"}, R"({"a":{"01":1}})", "0 number 1;"},
      // Names of every kind.
      {{"/a~1b", "/~0", "/", "/ "},
       R"({"a/b":1,"~":2,"":3," ":4})",
       "0 number 1;1 number 2;2 number 3;3 number 4;"},
      {{"/ab"}, R"({"\u0061b":1})", "0 number 1;"},
      {{"/\xc3\xa9", "/\"\\"},
       R"({"\u00e9":1,"é":2,"\"\\":3})",
       "0 number 1;0 number 2;1 number 3;"},
      // A key that stands twice is told twice.
      {{"/a", "/b/c"},
       R"({"a":1,"b":{"c":1,"c":2},"a":3,"b":{"c":4}})",
       "0 number 1;1 number 1;1 number 2;0 number 3;1 number 4;"},
      // Strings.
      {{"/a"}, R"({"a":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é"})", "0 string \"\\/\b\f\n\r\té😀é;"},
      {{"/a"}, R"({"a":""})", "0 string ;"},
      {{"/a"}, R"({"a":"x\u0000y"})", std::string("0 string x\0y;", 13)},
      // What is not asked for may be anything.
      {{"/z"}, R"({"a":[1,{"b":"\u00e9"},[],{}],"c":{"d":{"e":-0.1e-7}},"z":1})", "0 number 1;"},
      {{}, R"({"a":[1]})", ""},
  }));
  CAPTURE(c.record);
  CHECK(extracted(c.paths, c.record) == c.told);
}

TEST_CASE(
    "An extractor that cannot go on at a place says what it found there, and tells the rest") {
  struct Case {
    Paths paths;
    std::string record;
    std::string told;
  };
  const auto c = GENERATE(values<Case>({
      {{"/metadata/name", "/id"},
       R"({"metadata":"x","id":7})",
       "1 number 7;!/metadata is a string where an object is wanted"},
      {{"/a/b"}, R"({"a":1})", "!/a is a number where an object is wanted"},
      {{"/a/b"}, R"({"a":[{"b":1}]})", "!/a is an array where an object is wanted"},
      {{"/a/*/b"}, R"({"a":"b"})", "!/a is a string where an array or object is wanted"},
      {{"/a/*/b"}, R"({"a":{"b":1}})", "!/a/* is a number where an object is wanted"},
      {{"/a/*/b", "/c"},
       R"({"a":[{"b":1},2,true],"c":3})",
       "0 number 1;1 number 3;!/a/* is a number where an object is wanted"},
      {{"/a/0"}, R"({"a":true})", "!/a is a boolean where an array or object is wanted"},
      {{"/a/b~1c/d"}, R"({"a":{"b/c":"x"}})", "!/a/b~1c is a string where an object is wanted"},
      {{"/a"}, R"([{"a":1}])", "!the record is an array where an object is wanted"},
      {{"/a"}, "12", "!the record is a number where an object is wanted"},
      {{"/a"}, "\"a\"", "!the record is a string where an object is wanted"},
      {{"/a"}, "null", "!the record is a null where an object is wanted"},
  }));
  CAPTURE(c.record);
  CHECK(extracted(c.paths, c.record) == c.told);
}

TEST_CASE("An extractor finds what is not JSON, read or not") {
  const std::string value = GENERATE(
      as<std::string>(), "", "01", "1.", ".1", "+1", "-", "1e", "1x", "NaN", "Infinity", "nul",
      "nulll", "truee", "fals", "x", "'x'", "\"\\q\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\\ud800x\"",
      "\"\\udc00\"", "\"\xff\"", "\"\xc0\xaf\"", "\"\xed\xa0\x80\"", "\"a\nb\"", "\"a\x01\"",
      std::string("\"a\0\"", 4), "\"a", "a\"", "[1,]", "[,1]", "[1 2]", "[1", "1]", "[1}", "{1:2}",
      "{\"b\"}", "{\"b\":}", "{\"b\":1,}", "{\"b\" 1}", "{\"b\":1 \"c\":2}", "{,}", "{\"b\":1",
      "1}", "{\"b\":[}", "[{]}]", "1 2", "\"a\":1", "1:1", "1,", "1,\"b\"", "1,2", "{\"\\q\":1}",
      "/**/1", "1;", "\"a\"b");
  const auto paths =
      GENERATE(values<Paths>({{"/a"}, {"/z"}, {}, {"/a/b"}, {"/a/*"}, {"/a/*/b", "/a"}}));
  const auto after = GENERATE(',', '}', ']', '"', ' ', '\0', '1');
  const auto record = "{\"z\":1,\"a\":" + value + "}";
  CAPTURE(record, after);
  CHECK_THAT(extracted(paths, record, after), Contains("!"));
}

TEST_CASE("An extractor finds a record that is not one object") {
  const auto record = GENERATE(as<std::string>(), "", " ", "{", "}", "{}}", "{{}", "{} {}", "{},{}",
                               "{}x", "{}1", "{}\"", "[]]", "{\"a\":1}\"b\":2}", "nul", "x", "\"",
                               "\xef\xbb\xbf{}", "{\"a\"", "{\"a", "{\"a\":");
  const auto after = GENERATE(',', '}', ']', '"', ' ', '\0', '1');
  CAPTURE(record, after);
  CHECK_THAT(extracted({"/a"}, record, after), Contains("!"));
}

TEST_CASE("An extractor is as good after a damaged record as before") {
  Extractor extractor({"/a"});
  for (const auto* damaged :
       {"{\"a\":", "{\"a\":\"\\q\"}", "x", "{\"b\":01}", "[", "{\"a\":{\"b\":[{\"c\""}) {
    CHECK_THAT(extracted(extractor, damaged), Contains("!"));
    CHECK(extracted(extractor, R"({"a":"x"})") == "0 string x;");
  }
}

TEST_CASE("An extractor goes 256 levels deep and no deeper") {
  const auto nested = [](std::size_t depth) {
    return "{\"a\":" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
  };
  CHECK(extracted({"/b"}, nested(256)).empty());
  CHECK(extracted({"/b"}, nested(257)) == "!it is nested deeper than 256 levels");
  CHECK_THAT(extracted({"/b"}, nested(100000)), Contains("!"));
}

TEST_CASE("An extractor reads records of growing length") {
  Extractor extractor({"/a", "/b"});
  for (std::size_t length = 1; length < 3'000'000; length = length * 3 + 1) {
    const std::string text(length, 'x');
    const auto told = extracted(extractor, "{\"a\":\"" + text + "\",\"b\":1}");
    CHECK((told == "0 string " + text + ";1 number 1;"));
  }
}

TEST_CASE("An extractor refuses a path that is no JSON pointer") {
  const auto path = GENERATE(as<std::string>(), "a", "a/b", "/a~", "/a~2b");
  CHECK_THROWS_AS(Extractor({path}), Misconfigured);
}
