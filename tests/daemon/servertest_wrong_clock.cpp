#include <chrono>
#include <csignal>

#include "base/instant.hpp"
#include "daemon/answer.hpp"
#include "daemon/daemon.hpp"

using Catch::Contains;
using nightjar::now;
using nightjar::support::Command;
using nightjar::support::Daemon;
using nightjar::support::Outcome;
using nightjar::support::Program;
using nightjar::support::run;
using nightjar::support::source_folder;
using nightjar::support::with_wrong_clock;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using Words = std::vector<std::string>;

namespace {

constexpr int failed = 1;

std::string in(std::chrono::seconds span) {
  return nightjar::to_string(std::chrono::floor<std::chrono::seconds>(now() + span));
}

/// The history of the books, without what differs from installation to installation.
std::string history(const Program& program) {
  return program.database().query(
      "SELECT title, pages, valid_from, valid_to FROM vendor.books_history ORDER BY 1, 3");
}

std::string nights(const Program& program) {
  return program.database().query(
      "SELECT run_id, outcome, as_of AT TIME ZONE 'UTC' FROM nightjar.runs ORDER BY run_id");
}

}  // namespace

TEST_CASE("A night that is more than a day ahead is refused, and the next one loads", "[server]") {
  const Program program;
  program.good_night();
  program.put("books.json", Program::book_list(Program::books + 1));
  const std::string before = program.tables();
  const Outcome slip = program.nightjar({"run", "vendor", "--as-of", in(days(400))});
  CHECK(slip.exit_code == failed);
  CHECK_THAT(slip.errors, Contains("a night of vendor would be valid from ") &&
                              Contains("ahead of now (") &&
                              Contains("what to do: run the dataset with the right --as-of") &&
                              Contains("--future") && !Contains("the clocks of"));
  CHECK(program.tables() == before);
  CHECK(program.nightjar({"run", "vendor", "--as-of", in(hours(20))}).exit_code == 0);
}

TEST_CASE("A machine whose clock is 400 days ahead loads nothing, and says which clocks disagree",
          "[server]") {
  const Program program;
  program.good_night();
  program.put("books.json", Program::book_list(Program::books + 1));
  const std::string before = program.tables();
  const Outcome outcome = run(with_wrong_clock(program.command({"run", "vendor"}), days(400)));
  CHECK(outcome.exit_code == failed);
  CHECK_THAT(outcome.errors,
             Contains("notice: vendor: the clocks of this machine (") &&
                 Contains(") are 400 days apart") && Contains("timedatectl") &&
                 Contains("400 days ahead of the time that both clocks have reached"));
  CHECK(program.tables() == before);
  const Outcome right = program.nightjar({"run", "vendor"});
  CHECK(right.exit_code == 0);
  CHECK_THAT(right.errors, !Contains("clocks"));
}

TEST_CASE("Clocks that are an hour apart are reported by a night and by check, and stop nothing",
          "[server]") {
  const Program program;
  const hours apart = GENERATE(hours(1), hours(-1));
  const Outcome night = run(with_wrong_clock(program.command({"run", "vendor"}), apart));
  CHECK(night.exit_code == 0);
  CHECK_THAT(night.errors,
             Contains("the clocks of this machine (") && Contains(") are 60 minutes apart"));
  const Outcome check = run(with_wrong_clock(program.command({"check"}), apart));
  CHECK(check.exit_code == failed);
  CHECK_THAT(check.output, Contains("FAULT  clocks: ") && Contains("what to do: set the one"));
  CHECK_THAT(program.nightjar({"check"}).output, Contains("ok     clocks\n"));
}

TEST_CASE("The daemon logs at its start, and for each night, that the clocks disagree",
          "[server]") {
  const Program program;
  Daemon::configure(program, program.source(), "{daily_at: \"02:00\", zone: UTC}");
  Daemon daemon(program, days(400));
  CHECK_THAT(daemon.await("clocks_disagree"),
             Contains("400 days apart") && Contains("\"level\":\"warning\""));
  CHECK_THAT(daemon.await("notice"), Contains("400 days apart"));
  CHECK_THAT(daemon.await("run_finished"),
             Contains("\"outcome\":\"failed\"") && Contains("ahead of the time that both clocks"));
  CHECK(daemon.end().exit_code == 0);
  CHECK(program.database().query("SELECT count(*) FROM vendor.books") == "0");
}

TEST_CASE("A night in the future is loaded and approved where --future asks for it", "[server]") {
  const Program program;
  CHECK(program.nightjar({"run", "vendor", "--as-of", in(days(10)), "--future"}).exit_code == 0);
  program.put("books.json", Program::book_list(10));
  CHECK(program.nightjar({"run", "vendor", "--as-of", in(days(11)), "--future"}).exit_code == 3);
  const Outcome refused = program.nightjar({"approve", "2", "--yes"});
  CHECK(refused.exit_code == failed);
  CHECK_THAT(refused.errors, Contains("days ahead of now") && Contains("--future"));
  CHECK(program.nightjar({"approve", "2", "--yes", "--future"}).exit_code == 0);
}

TEST_CASE("The way back that is documented makes history as if no clock had been wrong",
          "[server]") {
  const std::string first = "2022-01-02 03:00:00+00";
  const std::string second = "2022-01-03 03:00:00+00";
  const auto deliver_night = [](const Program& program, int night) {
    program.put("books.json", Program::book_list(Program::books + 3 - night,
                                                 "," + Program::book("N", std::to_string(night))));
  };
  Program program;
  program.good_night();
  for (const int night : {1, 2}) {
    deliver_night(program, night);
    CHECK(program.nightjar({"run", "vendor", "--as-of", in(days(400 + night)), "--future"})
              .exit_code == 0);
  }
  const Outcome locked = program.nightjar({"run", "vendor"});
  CHECK(locked.exit_code == failed);
  CHECK_THAT(locked.errors,
             Contains("docs/operations.md") && Contains("\"A night from the future\""));

  const auto move = [&](const std::string& night, const std::string& as_of) {
    return run({.words = {"psql", "-X", "-d", program.database().url(), "-v", "run=" + night, "-v",
                          "as_of=" + as_of, "-f", source_folder() / "docs/drills/move-night.sql"}});
  };
  const std::string before = program.tables() + nights(program);
  struct Slip {
    std::string run, as_of, fault;
  };
  for (const auto& [night, as_of, fault] :
       std::vector<Slip>{{"3", in(days(401)), "has not come yet"},
                         {"2", "2022-01-01 03:00:00+00", "is not later than the night before it"},
                         {"4", first, "changed nothing"},
                         {"99", first, "there is no run 99"}}) {
    INFO(fault);
    const Outcome refused = move(night, as_of);
    CHECK(refused.exit_code != 0);
    CHECK_THAT(refused.errors, Contains(fault));
  }
  CHECK(program.tables() + nights(program) == before);

  CHECK(move("2", first).exit_code == 0);
  const Outcome moved = move("3", second);
  INFO(moved.output << moved.errors);
  CHECK(moved.exit_code == 0);
  program.put("books.json", Program::book_list(Program::books));
  program.good_night("2022-01-04T03:00:00Z");

  Program twin;
  twin.good_night();
  for (const auto& [night, as_of] : std::vector<std::pair<int, std::string>>{
           {1, "2022-01-02T03:00:00Z"}, {2, "2022-01-03T03:00:00Z"}}) {
    deliver_night(twin, night);
    twin.good_night(as_of);
  }
  twin.put("books.json", Program::book_list(Program::books));
  twin.good_night("2022-01-04T03:00:00Z");
  CHECK(history(program) == history(twin));
}
