#include "json/canonical.hpp"
#include "support/catch.hpp"
using namespace nightjar::json;

namespace {
/// The canonical text, or `!` and the problem.
std::string canonical(std::string_view json) {
  std::string out;
  const auto problem = canonicalise(json, out);
  return problem ? "!" + problem->what : out;
}
}  // namespace

TEST_CASE("Texts of the same JSON value have the same canonical text") {
  struct Case {
    std::string_view json;
    std::string_view canonical;
  };
  const auto c = GENERATE(values<Case>({
      {" { \"b\" : 1 , \"a\" : [ ] } ", R"({"a":[],"b":1})"},
      {R"({"a":1,"a":2})", R"({"a":2})"},
      {R"({"b":0,"a":1,"\u0061":[3],"c":{}})", R"({"a":[3],"b":0,"c":{}})"},
      {R"({"":1,"B":2,"a":{"z":1,"y":{"d":1,"c":2}}})",
       R"({"":1,"B":2,"a":{"y":{"c":2,"d":1},"z":1}})"},
      {R"("\u00e9\/\"\\\b\f\n\r\t\u001f\u007f\ud83d\ude00")",
       "\"\xc3\xa9/\\\"\\\\\\b\\f\\n\\r\\t\\u001f\x7f\xf0\x9f\x98\x80\""},
      {"null", "null"},
      {" true ", "true"},
      {"false", "false"},
      {"\"\"", "\"\""},
      {"[[],[[]]]", "[[],[[]]]"},
      {"1.0", "1"},
      {"1e0", "1"},
      {"10e-1", "1"},
      {"1E+00", "1"},
      {"-0", "0"},
      {"-0.0e5", "0"},
      {"0e99999999999999999999", "0"},
      {"0.10", "0.1"},
      {"1e-1", "0.1"},
      {"12.50", "12.5"},
      {"-1250e-2", "-12.5"},
      {"100", "100"},
      {"1e2", "100"},
      {"123456789012345678901234567890", "123456789012345678901234567890"},
      {"0.30000000000000004", "0.30000000000000004"},
      {"1e20", "100000000000000000000"},
      {"1e21", "1e+21"},
      {"15e20", "1500000000000000000000"},
      {"1000000000000000000000", "1e+21"},
      {"1.5e300", "1.5e+300"},
      {"1e-21", "0.000000000000000000001"},
      {"1e-22", "1e-22"},
      {"9e10000", "9e+10000"},
      {"1e-10000", "1e-10000"},
  }));
  CHECK(canonical(c.json) == c.canonical);
}
TEST_CASE("What is not JSON, or not for jsonb, has no canonical text") {
  const std::string json =
      GENERATE(as<std::string>(), "", " ", "1,2", "1],[2", "[", "]", "{", "{}}", "[1,]",
               "{\"a\":1,}", "{\"a\"}", "{a:1}", "01", "1.", ".5", "+1", "-", "1e", "NaN",
               "Infinity", "nul", "nulll", "truee", "tru", "\"", "\"\\q\"", "\"\\u12\"",
               "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\x01\"", "\"\xff\"",
               "\"\xc0\xaf\"", "\"\xed\xa0\x80\"", "\"\\u0000\"", "{\"\\u0000\":1}", "1e10001",
               "1e-10001", "1e99999999999999999999", "1 2", "{} {}", "[1 2]", "{\"a\":\"b\":1}",
               "{\"a\":1:2}", "'a'", "[1}", "{\"a\":[}", "{1:2}", "\"a\"b", "1x", "// c\n1");
  CAPTURE(json);
  CHECK(canonical(json).front() == '!');
}
TEST_CASE("A canonical text is the canonical text of itself") {
  const std::string json = R"({"b":[1.50,{"y":"\u00e9","x":-0}],"a":1e30})";
  CHECK(canonical(canonical(json)) == canonical(json));
}
TEST_CASE("Nesting beyond 256 levels has no canonical text") {
  CHECK(canonical(std::string(256, '[') + std::string(256, ']')).front() == '[');
  CHECK(canonical(std::string(257, '[') + std::string(257, ']')).front() == '!');
  CHECK(canonical(std::string(1000000, '[')).front() == '!');
}
TEST_CASE("A number of more decimals than numeric holds has no canonical text") {
  CHECK(canonical("0." + std::string(16382, '0') + "1").size() > 0);
  CHECK(canonical("1." + std::string(16382, '0') + "1").front() == '1');
  CHECK(canonical("1." + std::string(16383, '0') + "1").front() == '!');
  CHECK(canonical("1." + std::string(100000, '0')) == "1");
}
