#include <string>

#include "ledger/reject_writer.hpp"
#include "night/night_bench.hpp"
#include "night/shape.hpp"
#include "support/catch.hpp"

using nightjar::feed::Reason;
using nightjar::ledger::RejectWriter;
using nightjar::support::NightBench;
using nightjar::support::Shape;

TEST_CASE("A reject is listed with its place, its reason and its text", "[server]") {
  NightBench bench(Shape{}.feed());
  RejectWriter writer(bench.settings().database_url, 7, "shop.singles");
  writer.write(
      {{Reason::wrong_type, "pages: \"many\" is not of type integer"}, 12, 3, "{\"a\":\t1}"},
      "books.json");
  writer.finish();
  CHECK(
      bench.query(
          "SELECT run_id, feed, reason, detail, position, line, raw, file FROM nightjar.rejects") ==
      "7|shop.singles|wrong_type|pages: \"many\" is not of type "
      "integer|12|3|{\"a\":\t1}|books.json");
}

TEST_CASE("A reject's bytes that PostgreSQL cannot hold are shown by their numbers", "[server]") {
  NightBench bench(Shape{}.feed());
  RejectWriter writer(bench.settings().database_url, 7, "shop.singles");
  writer.write(
      {{Reason::invalid_text, "\xFF"}, 0, 1, std::string_view("a\0\xC3(é\xED\xA0\x80\xE2\x82", 11)},
      "a.json");
  writer.finish();
  CHECK(bench.query("SELECT detail, raw FROM nightjar.rejects") ==
        R"(\xFF|a\x00\xC3(é\xED\xA0\x80\xE2\x82)");
}

TEST_CASE("Of a reject that is very long the beginning is listed", "[server]") {
  NightBench bench(Shape{}.feed());
  RejectWriter writer(bench.settings().database_url, 7, "shop.singles");
  const std::string raw(RejectWriter::raw_at_most + 1000, 'x');
  writer.write({{Reason::too_long, "too long"}, 0, 1, raw}, "a.json");
  writer.finish();
  CHECK(bench.query("SELECT length(raw) FROM nightjar.rejects") ==
        std::to_string(RejectWriter::raw_at_most));
}

TEST_CASE("Without finish() nothing is listed, and without a reject nothing is done", "[server]") {
  NightBench bench(Shape{}.feed());
  {
    RejectWriter writer(bench.settings().database_url, 7, "shop.singles");
    writer.write({{Reason::malformed, "broken"}, 0, 1, "{"}, "a.json");
  }
  RejectWriter nothing("postgresql://127.0.0.1:1/no_such_server", 7, "shop.singles");
  nothing.finish();
  CHECK(nothing.unlisted() == 0);
  CHECK(bench.query("SELECT count(*) FROM nightjar.rejects") == "0");
}
