#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/format.hpp"
#include "postgres/binary.hpp"
#include "postgres/connection.hpp"
#include "postgres/copy_reader.hpp"
#include "postgres/copy_writer.hpp"
#include "support/catch.hpp"
#include "support/cluster.hpp"

using Catch::Contains;
using nightjar::Error;
using nightjar::postgres::append_int32;
using nightjar::postgres::append_int64;
using nightjar::postgres::Connection;
using nightjar::postgres::CopyReader;
using nightjar::postgres::CopyWriter;
using nightjar::postgres::read_int64;
using nightjar::postgres::take_field;
using nightjar::postgres::Transaction;
using nightjar::support::Database;

namespace {

const std::string write_all = "COPY notes (number, note) FROM STDIN (FORMAT binary)";
const std::string read_all =
    "COPY (SELECT number, note FROM notes ORDER BY number) TO STDOUT (FORMAT binary)";

/// A row of the table notes as COPY wants it; no text is a null.
std::string row(std::int64_t number, const char* note, std::size_t length) {
  std::string fields;
  append_int32(fields, sizeof number);
  append_int64(fields, number);
  append_int32(fields, note == nullptr ? -1 : static_cast<std::int32_t>(length));
  if (note != nullptr) fields.append(note, length);
  return fields;
}

std::string row(std::int64_t number, std::string_view note) {
  return row(number, note.data(), note.size());
}

/// An empty table to copy to.
struct Bench {
  Database database;
  Bench() { database.query("CREATE TABLE notes (number bigint CHECK (number <> 13), note text)"); }
};

}  // namespace

TEST_CASE("A row that was copied in comes out as it was", "[server]") {
  const Bench bench;
  const std::string large(300'000, 'x');
  CopyWriter writer(bench.database.url(), "test", write_all, 2);
  writer.write(row(1, "plain"));
  writer.write(row(2, "tab\tline\nback\\slash\r\"'\\N"));
  writer.write(row(3, ""));
  writer.write(row(4, nullptr, 0));
  writer.write(row(5, "é😀"));
  writer.write(row(6, large));
  CHECK(writer.finish() == 6);

  CopyReader reader(bench.database.url(), "test", read_all);
  const std::vector<std::optional<std::string_view>> expected{
      "plain", "tab\tline\nback\\slash\r\"'\\N", "", std::nullopt, "é😀", large};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    auto fields = reader.next();
    REQUIRE(fields);
    CHECK(read_int64(*take_field(*fields)) == static_cast<std::int64_t>(i) + 1);
    CHECK(take_field(*fields) == expected[i]);
    CHECK(fields->empty());
  }
  CHECK_FALSE(reader.next());
}

TEST_CASE("Rows beyond a buffer's size are all copied", "[server]") {
  const Bench bench;
  CopyWriter writer(bench.database.url(), "test", write_all, 2);
  for (std::int64_t i = 100; i < 50'100; ++i) writer.write(row(i, "some text of some length"));
  CHECK(writer.finish() == 50'000);
  CopyReader reader(bench.database.url(), "test", read_all);
  std::int64_t next = 100;
  while (auto fields = reader.next()) CHECK(read_int64(*take_field(*fields)) == next++);
  CHECK(next == 50'100);
}

TEST_CASE("Nothing copied in is there before finish(), and never without it", "[server]") {
  const Bench bench;
  {
    CopyWriter writer(bench.database.url(), "test", write_all, 2);
    for (std::int64_t i = 100; i < 20'100; ++i) writer.write(row(i, "some text of some length"));
    CHECK(bench.database.query("SELECT count(*) FROM notes") == "0");
  }
  CHECK(bench.database.query("SELECT count(*) FROM notes") == "0");
}

TEST_CASE("A table without rows is read as none", "[server]") {
  const Bench bench;
  CopyReader reader(bench.database.url(), "test", read_all);
  CHECK_FALSE(reader.next());
  CopyWriter writer(bench.database.url(), "test", write_all, 2);
  CHECK(writer.finish() == 0);
}

TEST_CASE("A row that the table refuses fails the copy with PostgreSQL's code", "[server]") {
  const Bench bench;
  CopyWriter writer(bench.database.url(), "test", write_all, 2);
  writer.write(row(12, "fine"));
  writer.write(row(13, "not fine"));
  try {
    writer.finish();
    FAIL("it was taken");
  } catch (const Error& error) {
    CHECK(error.sqlstate() == "23514");
  }
  CHECK(bench.database.query("SELECT count(*) FROM notes") == "0");
}

TEST_CASE("A text that is not UTF-8 is refused by the server, not stored", "[server]") {
  const Bench bench;
  CopyWriter writer(bench.database.url(), "test", write_all, 2);
  writer.write(row(1, "\xff"));
  try {
    writer.finish();
    FAIL("it was taken");
  } catch (const Error& error) {
    CHECK(error.sqlstate() == "22021");
  }
}

TEST_CASE("A statement that is none fails when the copy begins", "[server]") {
  const Bench bench;
  CHECK_THROWS_AS(
      CopyWriter(bench.database.url(), "test", "COPY nothing FROM STDIN (FORMAT binary)", 2),
      nightjar::Misconfigured);
  CHECK_THROWS_AS(CopyReader(bench.database.url(), "test", "SELECT 1"), Error);
}

TEST_CASE("A session that is ended during a copy is reported as such", "[server]") {
  const Bench bench;
  CopyWriter writer(bench.database.url(), "nightjar test of a lost session", write_all, 2);
  bench.database.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
      "WHERE application_name = 'nightjar test of a lost session'");
  const auto go_on = [&] {
    for (std::int64_t i = 100; i < 100'000; ++i) writer.write(row(i, "some text of some length"));
    writer.finish();
  };
  CHECK_THROWS_AS(go_on(), nightjar::Transient);
  CHECK(bench.database.query("SELECT count(*) FROM notes") == "0");
}

TEST_CASE("A COPY that is left before its end leaves its transaction usable", "[server]") {
  const Bench bench;
  bench.database.query("INSERT INTO notes SELECT n, 'note' FROM generate_series(100, 50000) AS n");
  Connection connection(bench.database.url(), "test");
  Transaction transaction(connection);
  {
    CopyReader reader(transaction, read_all);
    CHECK(reader.next());
  }
  CHECK(transaction.query("SELECT count(*) FROM notes").integer(0, 0) == 49'901);
}

TEST_CASE("A COPY that is not finished is taken back, and its transaction can end", "[server]") {
  const Bench bench;
  Connection connection(bench.database.url(), "test");
  Transaction transaction(connection);
  {
    CopyWriter writer(transaction, write_all, 2);
    writer.write(row(1, "tea"));
  }
  CHECK_NOTHROW(transaction.run_script("ROLLBACK"));
  CHECK(bench.database.query("SELECT count(*) FROM notes") == "0");
}

TEST_CASE("A COPY without the privilege for it says so", "[server]") {
  const Bench bench;
  bench.database.query("CREATE ROLE copier LOGIN");
  const std::string url = bench.database.url("copier");
  CHECK_THROWS_WITH(CopyWriter(url, "test", write_all, 2), Contains("permission denied for table"));
  CHECK_THROWS_AS(CopyReader(url, "test", read_all), nightjar::Misconfigured);
  bench.database.query("DROP ROLE copier");
}
