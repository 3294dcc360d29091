#include "night/vocabulary.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/format.hpp"

namespace nightjar::support {
namespace {

using Choices = std::vector<Choice>;

Choices notes() {
  return {{{R"("x")", R"("\u0078")"}, {"x"}, {"x"}},
          {{R"("y")"}, {"y"}, {"y"}},
          {{R"("1")", R"("\u0031")"}, {"1"}, {"1"}},
          {{R"("a,b \"q\"")", R"("a\u002cb \u0022q\u0022")"}, {R"(a,b "q")"}, {R"(a,b "q")"}},
          {{R"("é\n😀")", R"("\u00e9\u000a\ud83d\ude00")"}, {"é\n😀"}, {"é\n😀"}}};
}

Choices amounts() {
  return {{{"0", "-0", "0.0"}, {"0", "-0", "0.0"}, {"0"}},
          {{"12", "12.0", "12.00"}, {"12", "12.0"}, {"12"}},
          {{"-5"}, {"-5", "-5.0"}, {"-5"}},
          {{"9223372036854775807"}, {"9223372036854775807"}, {"9223372036854775807"}}};
}

Choices ratios() {
  return {{{"0", "-0.0", "0e5"}, {"0", "-0.0"}, {"0"}},
          {{"1", "1.0", "1e0", "10E-1"}, {"1", "1.0", "1e0"}, {"1"}},
          {{"0.1", "1e-1", "0.10"}, {"0.1", "1e-1"}, {"0.1"}},
          {{"-2.5e300", "-25e299"}, {"-2.5e300"}, {"-2.5e+300"}}};
}

Choices prices() {
  return {{{"0", "-0.00"}, {"0", "0.000"}, {"0"}},
          {{"1.5", "1.50", "15e-1"}, {"1.5", "1.500"}, {"1.5"}},
          {{"10000", "1e4", "10000.0"}, {"10000", "1E+4"}, {"10000"}},
          {{"0.0001", "1e-4"}, {"0.0001", "0.00010"}, {"0.0001"}},
          {{"-123456789012345678901234567890.5"},
           {"-123456789012345678901234567890.50"},
           {"-123456789012345678901234567890.5"}}};
}

Choices truths() {
  return {{{"true"}, {"true", "t", "1", "True"}, {"true"}},
          {{"false"}, {"false", "f", "0", "FALSE"}, {"false"}}};
}

Choices days() {
  return {{{R"("2020-02-29")", R"("2020-02-29T23:30:00.000-0100")"},
           {"2020-02-29", "2020-02-29T00:00:00Z"},
           {"2020-02-29"}},
          {{R"("0001-01-01")"}, {"0001-01-01"}, {"0001-01-01"}},
          {{R"("1969-12-31")"}, {"1969-12-31"}, {"1969-12-31"}}};
}

Choices instants() {
  return {{{R"("2021-12-17T11:49:40.461+0100")", R"("2021-12-17T10:49:40.461Z")"},
           {"2021-12-17T11:49:40.461+0100", "2021-12-17 10:49:40.461000+00:00"},
           {"2021-12-17 10:49:40.461+00"}},
          {{R"("1999-12-31T23:59:59.999999Z")"},
           {"1999-12-31T23:59:59.999999Z"},
           {"1999-12-31 23:59:59.999999+00"}},
          {{R"("2021-12-17T10:49:40Z")", R"("2021-12-17t10:49:40.000-00:00")"},
           {"2021-12-17T10:49:40Z"},
           {"2021-12-17 10:49:40+00"}}};
}

Choices lists() {
  return {{{R"(["a","b"])", R"([ "\u0061" , "b" ])"}, {}, {"{a,b}"}},
          {{R"(["b","a"])"}, {}, {"{b,a}"}},
          {{R"(["ab"])"}, {}, {"{ab}"}}};
}

Choices documents() {
  return {{{R"({"a":1,"b":[true,null]})", R"({ "b" : [ true, null ], "a" : 1.0 })",
            R"({"a":2,"\u0061":1,"b":[true,null]})"},
           {R"({"a":1,"b":[true,null]})", R"({"b": [true, null], "a": 1.00})"},
           {R"({"a": 1, "b": [true, null]})", R"({"a": 1.0, "b": [true, null]})",
            R"({"a": 1.00, "b": [true, null]})"}},
          {{R"({"a":1,"b":[null,true]})"},
           {R"({"a":1,"b":[null,true]})"},
           {R"({"a": 1, "b": [null, true]})"}},
          {{R"("s")"}, {R"("s")"}, {R"("s")"}},
          {{"7", "7.0", "70e-1"}, {"7", "7.0"}, {"7", "7.0"}},
          {{"{}", "{ }"}, {"{}"}, {"{}"}}};
}

}  // namespace

std::string_view name_of(Field field) {
  constexpr std::array<std::string_view, field_count> names{
      "note",    "second_note", "remark",  "amount", "ratio", "price",
      "is_open", "on_day",      "at_time", "tags",   "extra"};
  return names[position_of(field)];
}

std::string_view type_of(Field field) {
  constexpr std::array<std::string_view, field_count> types{
      "text",    "text", "text",        "integer",    "double", "numeric",
      "boolean", "date", "timestamptz", "\"text[]\"", "jsonb"};
  return types[position_of(field)];
}

std::string sql_of(Field field) {
  return field == Field::price ? "trim_scale(price)::text"
                               : fmt::format("{}::text", name_of(field));
}

const std::vector<Choice>& choices(Field field) {
  static const std::array<Choices, field_count> all{notes(),    notes(),  notes(),    amounts(),
                                                    ratios(),   prices(), truths(),   days(),
                                                    instants(), lists(),  documents()};
  return all[position_of(field)];
}

int value_of(Field field, std::string_view sql_text) {
  // A list that nothing is in and no list at all are one.
  if (field == Field::tags && sql_text == "{}") return no_value;
  const auto& known = choices(field);
  for (std::size_t i = 0; i < known.size(); ++i) {
    const auto& texts = known[i].sql;
    if (std::find(texts.begin(), texts.end(), sql_text) != texts.end()) return static_cast<int>(i);
  }
  throw std::runtime_error(
      fmt::format("{} holds a value that no record had: {}", name_of(field), sql_text));
}

}  // namespace nightjar::support
