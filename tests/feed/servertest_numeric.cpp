#include <random>
#include <string>
#include <vector>

#include "base/format.hpp"
#include "feed/numeric.hpp"
#include "postgres/connection.hpp"
#include "support/catch.hpp"
#include "support/cluster.hpp"

using nightjar::feed::numeric_from_text;
using nightjar::feed::numeric_without_scale;
using nightjar::postgres::Connection;
using nightjar::support::Database;

namespace {

std::string hex(const std::string& bytes) {
  std::string text;
  for (const char byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return text;
}

std::string random_decimal(std::mt19937& engine) {
  const auto below = [&](unsigned count) { return static_cast<unsigned>(engine() % count); };
  const auto digits = [&](unsigned count) {
    std::string text;
    for (unsigned i = 0; i < count; ++i) {
      text += static_cast<char>('0' + (below(3) == 0 ? 0 : below(10)));
    }
    return text;
  };
  std::string text = below(2) == 0 ? "-" : "";
  text += digits(1 + below(30));
  if (below(2) == 0) text += "." + digits(1 + below(30));
  if (below(4) == 0) text += fmt::format("e{}", static_cast<int>(below(41)) - 20);
  return text;
}

}  // namespace

TEST_CASE("A numeric's bytes are those that PostgreSQL sends", "[server]") {
  const Database database;
  Connection connection(database.url(), "test");
  std::vector<std::string> texts{"0",
                                 "-0",
                                 "0.000",
                                 "1",
                                 "-1",
                                 "1.0",
                                 "10",
                                 "100",
                                 "1000",
                                 "10000",
                                 "9999",
                                 "99999999",
                                 "0.1",
                                 "0.0001",
                                 "0.00001",
                                 "0.00010",
                                 "12345.6789",
                                 "1e0",
                                 "1E+4",
                                 "1e-4",
                                 "123e-2",
                                 "1.50e1",
                                 "00012.5",
                                 "100000000",
                                 "-123456789012345678901234567890.123456789",
                                 "1e1000",
                                 "1e-1000",
                                 std::string(1000, '9'),
                                 "0." + std::string(999, '0') + "1",
                                 "5e131071",
                                 "1e-16383"};
  constexpr unsigned seed = 20220101;
  INFO("seed " << seed);
  std::mt19937 engine(seed);
  for (int i = 0; i < 2000; ++i) texts.push_back(random_decimal(engine));
  for (const std::string& text : texts) {
    INFO(text.substr(0, 100));
    const auto binary = numeric_from_text(text);
    REQUIRE(binary);
    REQUIRE(hex(*binary) ==
            connection.query("SELECT encode(numeric_send($1::numeric), 'hex')", {text}).text(0, 0));
  }
}

TEST_CASE("Two numerics without their scale are equal bytes when PostgreSQL calls them equal",
          "[server]") {
  const Database database;
  Connection connection(database.url(), "test");
  const std::vector<std::string> texts{
      "0",   "-0",         "0.00",      "1",    "1.0",    "1.00000", "1e0",        "10",
      "1e1", "10.0",       "-1",        "-1.0", "0.1",    "0.10",    "0.01",       "10000",
      "1e4", "10000.0000", "100000000", "1e8",  "0.0001", "1e-4",    "0.00010000", "12345.678900"};
  for (const std::string& one : texts) {
    for (const std::string& other : texts) {
      INFO(one << " and " << other);
      const bool equal =
          connection.query("SELECT $1::numeric = $2::numeric", {one, other}).is_true(0, 0);
      CHECK((numeric_without_scale(*numeric_from_text(one)) ==
             numeric_without_scale(*numeric_from_text(other))) == equal);
    }
  }
}

TEST_CASE("A text that PostgreSQL does not take for a finite numeric is none", "[server]") {
  const Database database;
  Connection connection(database.url(), "test");
  for (const std::string text : {"", "-", ".", "e1", "1e", "1e+", "1.2.3", "1,5", "--1",
                                 "1e99999999999", "1e131072", "1 2", "١"}) {
    INFO(text);
    CHECK_FALSE(numeric_from_text(text));
    CHECK_THROWS(connection.query("SELECT $1::numeric", {text}));
  }
  for (const char* text : {"NaN", "Infinity", "-inf"}) CHECK_FALSE(numeric_from_text(text));
}

TEST_CASE("A number of a programming language is no numeric, on any PostgreSQL", "[server]") {
  // PostgreSQL 16 and later read them.
  for (const char* text : {"0x1", "0o7", "0b1", "1_000"}) CHECK_FALSE(numeric_from_text(text));
}
