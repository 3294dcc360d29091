#include <random>

#include "python/literal.hpp"
#include "support/catch.hpp"

using nightjar::python::to_json;

namespace {

/// The JSON text, or `!` and the problem.
std::string json_of(std::string_view literal) {
  std::string json;
  const auto problem = to_json(literal, json);
  return problem ? "!" + problem->what : json;
}

}  // namespace

TEST_CASE("A Python literal becomes the JSON text of its value") {
  struct Case {
    std::string literal;
    std::string json;
  };
  const auto c = GENERATE(values<Case>({
      {"None", "null"},
      {" True\n", "true"},
      {"False", "false"},
      {"[{'id': 16, 'name': 'Animation'}, {'id': 35, 'name': \"It's\"}]",
       R"([{"id":16,"name":"Animation"},{"id":35,"name":"It's"}])"},
      {"[]", "[]"},
      {"{}", "{}"},
      {"()", "[]"},
      {"( )", "[]"},
      {"(1,)", "[1]"},
      {"(1)", "1"},
      {"((1))", "1"},
      {"((1,),)", "[[1]]"},
      {"(1, 2)", "[1,2]"},
      {"(1,2,)", "[1,2]"},
      {"[1, ]", "[1]"},
      {"{'a': 1, }", R"({"a":1})"},
      {"[(1), ('a', ), [[]]]", R"([1,["a"],[[]]])"},
      {"{1: 'a', -2: None, 'x': {}}", R"({"1":"a","-2":null,"x":{}})"},
      {"{'a': 1, 'a': 2}", R"({"a":1,"a":2})"},
      // Numbers.
      {"0", "0"},
      {"00", "0"},
      {"-0", "-0"},
      {"+7", "7"},
      {"123456789012345678901234567890", "123456789012345678901234567890"},
      {"1.5", "1.5"},
      {"-1.", "-1.0"},
      {".5", "0.5"},
      {"007.5", "7.5"},
      {"1e5", "1e5"},
      {"1E-05", "1e-05"},
      {"1.5e+300", "1.5e300"},
      {"00e1", "0e1"},
      // Strings.
      {"''", "\"\""},
      {"\"\"", "\"\""},
      {"u'a'", "\"a\""},
      {"U\"a\"", "\"a\""},
      {"'\"'", R"("\"")"},
      {"\"'\"", "\"'\""},
      {R"('\'\"\\')", R"("'\"\\")"},
      {R"('\n\r\t\a\b\f\v')", R"("\u000a\u000d\u0009\u0007\u0008\u000c\u000b")"},
      {R"('\x41\xe9\u00e9\u20ac\U0001F600')", "\"Aéé€😀\""},
      {R"('\0\101\1011\777')", "\"\\u0000AA1\xc7\xbf\""},
      {R"('\d\/\8')", R"("\\d\\/\\8")"},
      {"'\\\t\\é'", "\"\\\\\\u0009\\\\é\""},
      {"'a\\\nb'", "\"ab\""},
      {"'\t\x7f'", "\"\\u0009\x7f\""},
      {"'é😀'", "\"é😀\""},
      {"'[{(,:#'", "\"[{(,:#\""},
  }));
  CHECK(json_of(c.literal) == c.json);
}

TEST_CASE("What is no Python literal, or nothing that JSON can say, is a problem with its place") {
  struct Case {
    std::string literal;
    std::string problem;
  };
  const auto c = GENERATE(values<Case>({
      {"", "an end at byte 0"},
      {"  ", "an end at byte 2"},
      {"[", "an end at byte 1"},
      {"[1", "no comma or closing bracket at byte 2"},
      {"[1,", "an end at byte 3"},
      {"[,]", "no value at byte 1"},
      {"[1,,]", "no value at byte 3"},
      {"(,)", "no value at byte 1"},
      {"(1", "no comma or closing bracket at byte 2"},
      {"(1]", "at byte 2"},
      {"[1)", "at byte 2"},
      {"]", "no value at byte 0"},
      {"[1 2]", "no comma or closing bracket at byte 3"},
      {"1 2", "something follows the literal's end at byte 2"},
      {"[]]", "at byte 2"},
      {"{1}", "no colon after a key (a set has no place in JSON) at byte 2"},
      {"{'a'}", "no colon"},
      {"{'a': }", "no value at byte 6"},
      {"{'a': 1", "no comma or closing brace at byte 7"},
      {"{'a': 1 'b': 2}", "at byte 8"},
      {"{,}", "a key that is no"},
      {"{None: 1}", "a key that is no string or integer at byte 1"},
      {"{1.5: 1}", "a key that is no"},
      {"{1e5: 1}", "a key that is no"},
      {"{(1,): 1}", "a key that is no"},
      {"{True: 1}", "a key that is no"},
      {"null", "no value at byte 0"},
      {"true", "no value"},
      {"Nones", "no value"},
      {"Trueé", "no value"},
      {"nan", "a number that JSON does not have"},
      {"[-inf]", "a number that JSON does not have at byte 2"},
      {"set()", "no value"},
      {"datetime.date(2020, 1, 1)", "no value"},
      {"__import__('os')", "no value"},
      {"...", "without digits"},
      {"-", "without digits at byte 1"},
      {"--1", "without digits"},
      {".", "without digits"},
      {"01", "a leading zero"},
      {"1e", "an exponent without digits"},
      {"1e+", "an exponent"},
      {"1_000", "goes on oddly at byte 1"},
      {"0x1F", "goes on oddly"},
      {"1j", "goes on oddly"},
      {"1L", "goes on oddly"},
      {"1.2.3", "something follows"},
      {"b'a'", "bytes"},
      {"r'a'", "another prefix"},
      {"ub'a'", "another prefix"},
      {"'a' 'b'", "something follows"},
      {"'''a'''", "something follows"},
      {"'a", "a string that is not closed at byte 2"},
      {"'a\"", "not closed"},
      {"'a\\", "not closed"},
      {"'a\nb'", "a line break inside a string at byte 2"},
      {std::string("'a\0'", 4), "a NUL byte"},
      {R"('\x4')", "too few hexadecimal digits"},
      {R"('\xg0')", "too few"},
      {R"('\u12')", "too few"},
      {R"('\U0011FFFF')", "beyond U+10FFFF"},
      {R"('\ud83d\ude00')", "a surrogate"},
      {R"('\x-1')", "too few"},
      {R"('\N{BULLET}')", "by its name"},
      {"# 1", "no value"},
      {"1 # one", "something follows"},
      {std::string("\0", 1), "no value at byte 0"},
  }));
  CAPTURE(c.literal);
  CHECK_THAT(json_of(c.literal),
             Catch::Matchers::StartsWith("!not a Python literal: ") && Catch::Contains(c.problem));
}

TEST_CASE("A Python literal may be nested 256 levels deep and no deeper") {
  for (const auto* brackets : {"[]", "()"}) {
    const auto nested = [&](std::size_t depth) {
      return std::string(depth, brackets[0]) + std::string(depth, brackets[1]);
    };
    CHECK(json_of(nested(256)).front() == '[');
    CHECK_THAT(json_of(nested(257)), Catch::Contains("too deep nesting at byte 256"));
    CHECK(json_of(std::string(1000000, brackets[0])).front() == '!');
  }
  std::string tuples;  // each of which is only known to be one at its end
  for (int i = 0; i < 256; ++i) tuples += "(";
  for (int i = 0; i < 256; ++i) tuples += ",)";
  CHECK(json_of(tuples).front() == '!');
  tuples.insert(256, "1");
  CHECK(json_of(tuples) == std::string(256, '[') + "1" + std::string(256, ']'));
}

TEST_CASE("Any bytes at all are a Python literal or a problem") {
  const auto seed = Catch::rngSeed() + 8;
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  const std::string_view alphabet = "[](){}'\"\\,: \n019.-eExuUN\xe9TrueNone#";
  for (int round = 0; round < 50000; ++round) {
    std::string text;
    for (auto length = random() % 30; length != 0; --length)
      text += alphabet[random() % alphabet.size()];
    CHECK_FALSE(json_of(text).empty());
  }
}
