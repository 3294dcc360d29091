#include "feed/exceptions.hpp"
#include "support/catch.hpp"

using nightjar::feed::Column;
using nightjar::feed::ColumnType;
using nightjar::feed::Exceptions;

namespace {

Exceptions exceptions(ColumnType type, std::vector<std::string> texts) {
  Column column;
  column.type = type;
  column.except = std::move(texts);
  return Exceptions(column);
}

}  // namespace

TEST_CASE("A number to pass over is passed over however it is written") {
  const auto type = GENERATE(ColumnType::integer, ColumnType::real, ColumnType::numeric);
  const Exceptions zero = exceptions(type, {"0", "n/a"});
  for (const char* text : {"0", "0.0", "00", "-0", "0.", ".0", "0e5", "n/a"}) {
    CAPTURE(text);
    CHECK(zero.hold(text));
  }
  for (const char* text : {"1", "0.01", "10", "", " 0", "0x0", "na", "zero", "0,0"}) {
    CAPTURE(text);
    CHECK_FALSE(zero.hold(text));
  }
}

TEST_CASE("A text to pass over is passed over just as it is written") {
  const Exceptions exact = exceptions(ColumnType::text, {"0", ""});
  CHECK(exact.hold("0"));
  CHECK(exact.hold(""));
  CHECK_FALSE(exact.hold("0.0"));
  CHECK_FALSE(exact.hold(" 0"));
}

TEST_CASE("A column without exceptions passes nothing over") {
  CHECK_FALSE(exceptions(ColumnType::integer, {}).hold("0"));
  CHECK_FALSE(exceptions(ColumnType::text, {}).hold(""));
}
