#include "feed/null_values.hpp"
#include "support/catch.hpp"

using nightjar::feed::Column;
using nightjar::feed::ColumnType;
using nightjar::feed::NullValues;

namespace {

NullValues null_values(ColumnType type, std::vector<std::string> texts) {
  Column column;
  column.type = type;
  column.null_if = std::move(texts);
  return NullValues(column);
}

}  // namespace

TEST_CASE("A numeric null value is recognised however it is written") {
  const auto type = GENERATE(ColumnType::integer, ColumnType::real, ColumnType::numeric);
  const NullValues zero = null_values(type, {"0", "n/a"});
  for (const char* text : {"0", "0.0", "00", "-0", "0.", ".0", "0e5", "n/a"}) {
    CAPTURE(text);
    CHECK(zero.contain(text));
  }
  for (const char* text : {"1", "0.01", "10", "", " 0", "0x0", "na", "zero", "0,0"}) {
    CAPTURE(text);
    CHECK_FALSE(zero.contain(text));
  }
}

TEST_CASE("A text null value is recognised exactly as it is written") {
  const NullValues exact = null_values(ColumnType::text, {"0", ""});
  CHECK(exact.contain("0"));
  CHECK(exact.contain(""));
  CHECK_FALSE(exact.contain("0.0"));
  CHECK_FALSE(exact.contain(" 0"));
}

TEST_CASE("A column without null_values passes nothing over") {
  CHECK_FALSE(null_values(ColumnType::integer, {}).contain("0"));
  CHECK_FALSE(null_values(ColumnType::text, {}).contain(""));
}
