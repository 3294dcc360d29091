#include <string>

#include "logging/log_entry.hpp"
#include "support/catch.hpp"

using namespace nightjar;
using logging::Level;
using logging::LogEntry;
using logging::to_json;
using logging::to_text;

namespace {

const Instant time_of_day = *parse_instant("2021-12-17T02:00:00.25Z");

}  // namespace

TEST_CASE("A record is one JSON object on one line, without what it does not have") {
  LogEntry record{Level::warning, "night_failed", "a \"quoted\"\nline\t\\"};
  CHECK(to_json(record, time_of_day) ==
        R"({"ts":"2021-12-17T02:00:00.25Z","level":"warning","event":"night_failed",)"
        R"("msg":"a \"quoted\"\nline\t\\"})");
}

TEST_CASE("A record has every field by its name") {
  LogEntry record{Level::info, "run_finished", "done"};
  record.run_id = 7;
  record.dataset = "vendor";
  record.feed = "vendor.books";
  record.stage = "comparing";
  record.attempt = 2;
  record.rows = 3;
  record.bytes = 4;
  record.duration_seconds = 1.5;
  record.outcome = "loaded";
  record.sqlstate = "57P01";
  record.curl_code = 67;
  record.until = time_of_day + std::chrono::seconds(5);
  record.hint = "wait";
  CHECK(to_json(record, time_of_day) ==
        R"({"ts":"2021-12-17T02:00:00.25Z","level":"info","event":"run_finished","msg":"done",)"
        R"("run_id":7,"dataset":"vendor","feed":"vendor.books","stage":"comparing","attempt":2,)"
        R"("rows":3,"bytes":4,"duration_seconds":1.5,"outcome":"loaded","sqlstate":"57P01",)"
        R"("curl_code":67,"until":"2021-12-17T02:00:05Z","hint":"wait"})");
}

TEST_CASE("A record at a terminal is a line that says whom it is about and what to do") {
  LogEntry record{Level::error, "x", "failed"};
  record.dataset = "vendor";
  record.until = time_of_day + std::chrono::seconds(5);
  record.hint = "wait";
  CHECK(to_text(record, time_of_day) ==
        "2021-12-17T02:00:00Z error   vendor: failed (until 2021-12-17T02:00:05Z) "
        "(what to do: wait)");
}

TEST_CASE("What a vendor wrote neither acts on the terminal nor spoils the JSON of a line") {
  LogEntry record{Level::error, "x",
                  "b\033[2J\xc2\x9b"
                  "1m\xff.json"};
  CHECK(to_text(record, time_of_day) ==
        "2021-12-17T02:00:00Z error   b\\x1B[2J\\u009B1m\\xFF.json");
  CHECK(to_json(record, time_of_day) == R"({"ts":"2021-12-17T02:00:00.25Z","level":"error",)"
                                        R"("event":"x","msg":"b\u001b[2J\u009b1m�.json"})");
}
