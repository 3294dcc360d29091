#include <string>
#include <vector>

#include "feed/cell.hpp"
#include "feed/row.hpp"
#include "postgres/connection.hpp"
#include "postgres/copy_writer.hpp"
#include "support/catch.hpp"
#include "support/cluster.hpp"

using nightjar::feed::append_typed;
using nightjar::feed::Cell;
using nightjar::feed::Column;
using nightjar::feed::ColumnType;
using nightjar::feed::Row;
using nightjar::postgres::Connection;
using nightjar::postgres::CopyWriter;
using nightjar::support::Database;
using Kind = nightjar::feed::Cell::Kind;

namespace {

struct Case {
  ColumnType type;
  Cell cell;
  const char* stored;  ///< as PostgreSQL writes it; nothing is a null
};

Column column_of(ColumnType type) { return {"x", type, "/x", {}, {}, {}}; }

}  // namespace

TEST_CASE("A cell's bytes are what PostgreSQL makes of its text", "[server]") {
  using T = ColumnType;
  const std::vector<Case> cases{
      {T::text, {Kind::string, "", {}}, ""},
      {T::text, {Kind::string, "é\n\t\\😀", {}}, "é\n\t\\😀"},
      {T::text, {Kind::null, "", {}}, nullptr},
      {T::integer, {Kind::number, "0", {}}, "0"},
      {T::integer, {Kind::number, "-9223372036854775808", {}}, "-9223372036854775808"},
      {T::integer, {Kind::number, "9223372036854775807", {}}, "9223372036854775807"},
      {T::integer, {Kind::bare, "12.00", {}}, "12"},
      {T::real, {Kind::number, "0.1", {}}, "0.1"},
      {T::real, {Kind::number, "-0.0", {}}, "0"},
      {T::real, {Kind::number, "1e308", {}}, "1e+308"},
      {T::real, {Kind::number, "5e-324", {}}, "5e-324"},
      {T::numeric, {Kind::number, "1.50", {}}, "1.50"},
      {T::numeric, {Kind::number, "1e3", {}}, "1000"},
      {T::boolean, {Kind::boolean, "true", {}}, "true"},
      {T::boolean, {Kind::bare, "F", {}}, "false"},
      {T::date, {Kind::string, "0001-01-01", {}}, "0001-01-01"},
      {T::date, {Kind::string, "1999-12-31", {}}, "1999-12-31"},
      {T::date, {Kind::string, "2000-01-01", {}}, "2000-01-01"},
      {T::date, {Kind::string, "2020-02-29", {}}, "2020-02-29"},
      {T::date, {Kind::string, "9999-12-31", {}}, "9999-12-31"},
      {T::date, {Kind::string, "1956-05-07T23:59:59.000+0000", {}}, "1956-05-07"},
      {T::timestamptz,
       {Kind::string, "2021-12-17T11:49:40.461+0100", {}},
       "2021-12-17 10:49:40.461+00"},
      {T::timestamptz,
       {Kind::string, "1969-12-31T23:59:59.999999Z", {}},
       "1969-12-31 23:59:59.999999+00"},
      {T::timestamptz, {Kind::string, "0001-01-01T00:00:00Z", {}}, "0001-01-01 00:00:00+00"},
      {T::timestamptz, {Kind::string, "9999-12-31T23:59:59Z", {}}, "9999-12-31 23:59:59+00"},
      {T::text_array, {Kind::list, "", {}}, "{}"},
      {T::text_array, {Kind::list, "", {"a", "", "c,\"d\""}}, "{a,\"\",\"c,\\\"d\\\"\"}"},
      {T::jsonb, {Kind::json, R"({"b":1,"a":[1.0,null]})", {}}, R"({"a": [1, null], "b": 1})"},
      {T::jsonb, {Kind::string, "a \"quoted\" text", {}}, R"("a \"quoted\" text")"},
      {T::jsonb, {Kind::number, "12", {}}, "12"},
      {T::integer, {Kind::bare, "+1.5e1", {}}, "15"},
      {T::timestamp, {Kind::bare, "2021-12-17 11:49:40.5", {}}, "2021-12-17 11:49:40.5"},
      {T::timestamp, {Kind::bare, "0001-01-01T00:00", {}}, "0001-01-01 00:00:00"},
      {T::time, {Kind::bare, "23:59:59.999999", {}}, "23:59:59.999999"},
      {T::time, {Kind::bare, "00:00", {}}, "00:00:00"},
      {T::interval, {Kind::bare, "P1Y2M3W4DT5H6M7.5S", {}}, "1 year 2 mons 25 days 05:06:07.5"},
      {T::interval, {Kind::bare, "-26:30", {}}, "-26:30:00"},
      {T::interval, {Kind::bare, "PT0S", {}}, "00:00:00"},
      {T::uuid,
       {Kind::bare, "{A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11}", {}},
       "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"},
      {T::uuid,
       {Kind::bare, "a0eebc999c0b4ef8bb6d6bb9bd380a11", {}},
       "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"},
      {T::inet, {Kind::bare, "192.168.0.1", {}}, "192.168.0.1/32"},
      {T::inet, {Kind::bare, "10.0.0.0/8", {}}, "10.0.0.0/8"},
      {T::inet, {Kind::bare, "2001:db8::1", {}}, "2001:db8::1/128"},
      {T::bytea, {Kind::bare, "00ffA0", {}}, "\\x00ffa0"},
      {T::bytea, {Kind::bare, "\\x", {}}, "\\x"}};
  const Database database;
  Connection connection(database.url(), "test");
  for (const Case& one : cases) {
    INFO(name_of(one.type) << " " << one.cell.text);
    connection.run_script("DROP TABLE IF EXISTS cells; CREATE TABLE cells (x " +
                          std::string(nightjar::feed::traits_of(one.type).declared_as) + ")");
    Row row;
    REQUIRE_FALSE(append_typed(column_of(one.type), one.cell, row));
    CopyWriter writer(database.url(), "test", "COPY cells (x) FROM STDIN (FORMAT binary)", 1);
    writer.write(row.wire());
    REQUIRE(writer.finish() == 1);
    const auto stored = connection.query("SELECT x::text FROM cells");
    if (one.stored == nullptr) {
      CHECK_FALSE(stored.value(0, 0));
    } else {
      CHECK(stored.value(0, 0) == std::string_view(one.stored));
    }
  }
}

TEST_CASE("A cell that PostgreSQL would refuse never gets to it") {
  using T = ColumnType;
  const std::vector<std::pair<ColumnType, Cell>> cases{
      {T::text, {Kind::number, "1", {}}},
      {T::text, {Kind::string, std::string_view("a\0b", 3), {}}},
      {T::integer, {Kind::string, "1", {}}},
      {T::integer, {Kind::bare, "", {}}},
      {T::integer, {Kind::bare, "-", {}}},
      {T::integer, {Kind::bare, "1.5", {}}},
      {T::integer, {Kind::bare, " 1", {}}},
      {T::integer, {Kind::bare, "1 ", {}}},
      {T::integer, {Kind::bare, "0x10", {}}},
      {T::integer, {Kind::number, "9223372036854775808", {}}},
      {T::real, {Kind::bare, "nan", {}}},
      {T::real, {Kind::bare, "inf", {}}},
      {T::real, {Kind::bare, "1e999", {}}},
      {T::real, {Kind::bare, "1,5", {}}},
      {T::numeric, {Kind::bare, "NaN", {}}},
      {T::numeric, {Kind::bare, "1e999999", {}}},
      {T::boolean, {Kind::bare, "maybe", {}}},
      {T::boolean, {Kind::number, "1", {}}},
      {T::date, {Kind::string, "2021-02-29", {}}},
      {T::date, {Kind::string, "0000-01-01", {}}},
      {T::date, {Kind::string, "10000-01-01", {}}},
      {T::date, {Kind::string, "2021-1-1", {}}},
      {T::date, {Kind::string, "2021-01-01x", {}}},
      {T::date, {Kind::string, "2021-01-01T25:00:00Z", {}}},
      {T::timestamptz, {Kind::string, "2021-12-17T11:49:40", {}}},
      {T::timestamptz, {Kind::string, "2021-12-17", {}}},
      {T::timestamptz, {Kind::string, "2021-12-17T11:49Z", {}}},
      {T::timestamptz, {Kind::string, "2021-12-17T11:49:40+99:00", {}}},
      {T::timestamptz, {Kind::string, "infinity", {}}},
      {T::text_array, {Kind::string, "a", {}}},
      {T::text_array, {Kind::list, "", {std::string_view("\0", 1)}}},
      {T::jsonb, {Kind::json, R"({"a":)", {}}},
      {T::jsonb, {Kind::json, R"({"a":"\u0000"})", {}}},
      {T::jsonb, {Kind::bare, "not json", {}}},
      {T::timestamp, {Kind::bare, "2021-12-17T11:49:40Z", {}}},
      {T::time, {Kind::bare, "24:00", {}}},
      {T::time, {Kind::bare, "1:00", {}}},
      {T::interval, {Kind::bare, "P", {}}},
      {T::interval, {Kind::bare, "P1DT", {}}},
      {T::interval, {Kind::bare, "P1D2Y", {}}},
      {T::interval, {Kind::bare, "P1.5D", {}}},
      {T::interval, {Kind::bare, "1:60", {}}},
      {T::interval, {Kind::bare, "P999999999Y", {}}},
      {T::uuid, {Kind::bare, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1", {}}},
      {T::uuid, {Kind::bare, "a0eebc99--9c0b4ef8bb6d6bb9bd380a11", {}}},
      {T::uuid, {Kind::bare, "g0eebc999c0b4ef8bb6d6bb9bd380a11", {}}},
      {T::inet, {Kind::bare, "10.0.0.256", {}}},
      {T::inet, {Kind::bare, "10.0.0.0/33", {}}},
      {T::inet, {Kind::bare, "10.0.0.0/", {}}},
      {T::bytea, {Kind::bare, "0ff", {}}},
      {T::bytea, {Kind::bare, "0g", {}}}};
  for (const auto& [type, cell] : cases) {
    INFO(name_of(type) << " " << cell.text);
    Row row;
    const auto violation = append_typed(column_of(type), cell, row);
    REQUIRE(violation);
    CHECK(violation->detail.starts_with("x: "));
    CHECK(row.columns() == 1);
    CHECK_FALSE(row.field(0));
  }
}

TEST_CASE("What is known of each column type is what PostgreSQL's catalog has", "[server]") {
  const Database database;
  Connection connection(database.url(), "test");
  for (const auto& type : nightjar::feed::column_types) {
    INFO(type.name);
    const auto found = connection.query(
        "SELECT format_type(oid, NULL), oid = $1::regtype, typlen, typalign = 'd' AND typlen > 0, "
        "typcollation <> 0 FROM pg_type WHERE oid = $2::oid",
        {std::string(type.declared_as), std::to_string(type.oid)});
    REQUIRE(found.size() == 1);
    CHECK(found.value(0, 0) == type.sql_name);
    CHECK(found.is_true(0, 1));
    CHECK((found.integer(0, 2) > 0) == type.storage.has_fixed_length);
    if (type.storage.has_fixed_length) {
      CHECK(found.integer(0, 2) == static_cast<std::int64_t>(type.storage.least_bytes));
    }
    CHECK(found.is_true(0, 3) == type.storage.is_aligned);
    if (type.can_be_key) CHECK(found.is_true(0, 4) == type.has_collation);
  }
}

TEST_CASE("Bytes in base64 are read with padding and without") {
  Column column = column_of(ColumnType::bytea);
  column.notation = nightjar::feed::Notation::base64;
  const auto read = [&](std::string_view text) {
    Row row;
    return append_typed(column, {Kind::bare, text, {}}, row) ? "!" : std::string(*row.field(0));
  };
  CHECK(read("") == "");
  CHECK(read("Zg==") == "f");
  CHECK(read("Zm8=") == "fo");
  CHECK(read("Zm9v") == "foo");
  CHECK(read("Zm9vYg") == "foob");
  for (const char* text : {"Z", "Zg=", "Zm9v=", "Zm9*", "===="}) CHECK(read(text) == "!");
}
