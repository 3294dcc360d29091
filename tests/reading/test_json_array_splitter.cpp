#include "reading/json_array_splitter.hpp"
#include "reading/reading_all.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using Catch::Matchers::StartsWith;
using nightjar::feed::Format;
using nightjar::reading::read_all;
using Texts = std::vector<std::string>;

TEST_CASE("A JSON array's elements are its records, byte for byte") {
  struct Case {
    std::string file;
    Texts records;
  };
  const auto c = GENERATE(values<Case>({
      {"[]", {}},
      {" \r\n\t[ \n ] \n", {}},
      {"\xef\xbb\xbf[{}]", {"{}"}},
      {R"([{"a":1}])", {R"({"a":1})"}},
      {"[{},{}]", {"{}", "{}"}},
      {"[\n{ } ,\r\n\t{\n} \n]\n", {"{ }", "{\n}"}},
      {R"([{"a":{"b":{}},"c":[{},{}]},{}])", {R"({"a":{"b":{}},"c":[{},{}]})", "{}"}},
      {R"([{"a":"}"},{"b":"{"},{"c":"],["}])", {R"({"a":"}"})", R"({"b":"{"})", R"({"c":"],["})"}},
      {R"([{"\"}":"\\"},{"a":"\\\"{"}])", {R"({"\"}":"\\"})", R"({"a":"\\\"{"})"}},
      {R"([1,-2.5e3 ,"x\",{[",true, null,[1,[{}]],""])",
       {"1", "-2.5e3", R"("x\",{[")", "true", "null", "[1,[{}]]", "\"\""}},
      // What is wrong within a record is the record's trouble alone.
      {R"([{"a":[1,2},{"b":]},{a},{"c" 1}])", {R"({"a":[1,2})", R"({"b":]})", "{a}", R"({"c" 1})"}},
      {"[nul,0x1F,NaN]", {"nul", "0x1F", "NaN"}},
      {std::string("[{\"a\":\"\0\xff\n\"}]", 13), {std::string("{\"a\":\"\0\xff\n\"}", 11)}},
  }));
  CAPTURE(c.file);
  const auto outcome = read_all(c.file, Format::json);
  CHECK(outcome.refusal.empty());
  CHECK(outcome.texts() == c.records);
}

TEST_CASE("A file that is no whole JSON array is refused, with the line and the byte") {
  struct Case {
    std::string file;
    std::string place;
    std::string what;
  };
  const auto c = GENERATE(values<Case>({
      {"", "f, line 1, byte 0: ", "the file is empty"},
      {" \n ", "f, line 2, byte 3: ", "the file is empty"},
      {"\xef\xbb\xbf", "f, line 1, byte 3: ", "the file is empty"},
      {"{\"a\":1}", "f, line 1, byte 0: ", "should begin with `[` but begins with `{`"},
      {"<root>", "f, line 1, byte 0: ", "begins with `<`"},
      {"\n\x01", "f, line 2, byte 1: ", "the byte 0x01"},
      {"[", "f, line 1, byte 1: ", "cut short"},
      {"[{},\n{\"a\":1",
       "f, line 2, byte 5: ", "cut short at byte 11: the record that begins here"},
      {"[{},{\"a\":\"}]", "f, line 1, byte 4: ", "cut short at byte 12"},
      {"[{}", "f, line 1, byte 3: ", "its array is not closed"},
      {"[{},", "f, line 1, byte 4: ", "its array is not closed"},
      {"[12", "f, line 1, byte 1: ", "cut short"},
      {"[\"a\\\"]", "f, line 1, byte 1: ", "cut short"},
      {"[{}\n,,{}]", "f, line 2, byte 5: ", "`,` where a record should begin"},
      {"[,{}]", "f, line 1, byte 1: ", "`,` where a record should begin"},
      {"[{},]", "f, line 1, byte 4: ", "`]` where a record should begin"},
      {"[{} {}]", "f, line 1, byte 4: ", "`{` where a comma or `]` should be"},
      {"[{}x]", "f, line 1, byte 3: ", "`x` where a comma"},
      {"[1 2]", "f, line 1, byte 3: ", "`2` where a comma"},
      {"[1{}]", "f, line 1, byte 2: ", "`{` where a comma"},
      {"[{}}]", "f, line 1, byte 3: ", "`}` where a comma"},
      {"[{}];", "f, line 1, byte 4: ", "the array is closed, but `;` follows"},
      {"[{}][{}]", "f, line 1, byte 4: ", "the array is closed, but `[` follows"},
      {std::string("[{}]\n\0\0", 7), "f, line 2, byte 5: ", "the byte 0x00 follows"},
      {"[:]", "f, line 1, byte 1: ", "`:` where a record should begin"},
      {"[}", "f, line 1, byte 1: ", "`}` where a record should begin"},
  }));
  CAPTURE(c.file);
  const auto outcome = read_all(c.file, Format::json);
  CHECK_THAT(outcome.refusal, StartsWith(c.place));
  CHECK_THAT(outcome.refusal, Contains(c.what));
  CHECK_FALSE(outcome.remedy.empty());
}

TEST_CASE("The error for a JSON file that is an object says where its records are") {
  struct Case {
    std::string file;
    std::string what;
    std::string remedy;
  };
  const auto c = GENERATE(values<Case>({
      {R"({"data":[{"a":1}]})", "the records are in the array at /data", "`records:` to /data"},
      {R"({"n":2,"x":{"[{":"}]"},"a":{"b":[ {)", "in the array at /a/b", "`records:` to /a/b"},
      {R"({"tags":["[{"],"rows":[{"tags":[{}]}]})", "in the array at /rows", "`records:` to /rows"},
      {R"({"2 \"b":{"c":[{}]}})", R"(in the array at /2 "b/c)", R"(`records:` to /2 "b/c)"},
      {R"({"k":{"a":[1]},"l":{}})", "one object whose members are the records", "`records:` to /*"},
      {R"({"a":1}{"a":2})", "objects one after the other", "`records:` to \"\""},
      {"{\n\"a\":1}\n{\n", "objects one after the other", "`records:` to \"\""},
      {"{\"a\":[{}]}\r\n{\"a\":[]}", "one object per line", "ndjson"},
      {R"({"a":1})", "begins with `{`", "the feed's `records:`"},
      {R"({"a":{"b":1}})", "begins with `{`", "the feed's `records:`"},
      {"{", "begins with `{`", "ndjson"},
      {R"(}{"a)", "begins with `}`", "file and format"},
  }));
  CAPTURE(c.file);
  const auto outcome = read_all(c.file, Format::json);
  CHECK_THAT(outcome.refusal, Contains(c.what));
  CHECK_THAT(outcome.remedy, Contains(c.remedy));
}
