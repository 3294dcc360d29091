#include <chrono>
#include <csignal>
#include <random>
#include <thread>

#include "daemon/daemon.hpp"

using nightjar::support::Daemon;
using nightjar::support::Outcome;
using nightjar::support::Program;

namespace {

constexpr int kills = 100;
constexpr int kills_a_dump = 5;

/// The dump of one night: of 60 titles about a fifth is not in it, and a third has other pages than
/// in the dump before.
std::string dump(int number) {
  std::string text = "[\n";
  for (int title = 0; title < 60; ++title) {
    if ((title + number) % 7 == 0) continue;
    const int pages = 100 + (title + number) / 3;
    text += (text.size() > 2 ? "," : "") +
            Program::book(std::to_string(title), std::to_string(pages)) + "\n";
  }
  return text + "]\n";
}

/// Every version of every book, without the numbers of nights and rows.
std::string history(const Program& program) {
  return program.database().query(
      "SELECT title, author, publisher, pages, valid_from, valid_to FROM vendor.books_history "
      "ORDER BY title, valid_from");
}

std::string table(const Program& program) {
  return program.database().query(
      "SELECT title, author, publisher, pages, valid_from, deleted_at FROM vendor.books "
      "ORDER BY title");
}

/// Kills daemons at random instants of their nights until one has loaded the dump.
class Killer {
 public:
  explicit Killer(const Program& program) : program_(program) {}

  void load(int kills_to_come) {
    for (int i = 0; i < kills_to_come; ++i) {
      Daemon daemon(program_);
      daemon.await("run_started");
      // A random instant of a night, which is why the test is here: nothing to wait for tells it.
      std::this_thread::sleep_for(std::chrono::microseconds(random_() % longest_));
      daemon.end(SIGKILL);
      ++killed_;
    }
    Daemon daemon(program_);
    daemon.await("run_started");
    const auto start = std::chrono::steady_clock::now();
    daemon.await("run_finished", "\"rows\":");  // not what tells of the one before
    const auto lasted = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - start);
    longest_ = static_cast<std::uint64_t>(lasted.count()) + 1;
    daemon.end();
  }
  [[nodiscard]] int killed() const { return killed_; }

 private:
  const Program& program_;
  std::mt19937_64 random_{std::random_device{}()};
  std::uint64_t longest_ = 100'000;  ///< of a night, in microseconds, as far as is known
  int killed_ = 0;
};

}  // namespace

TEST_CASE("A daemon that is killed at any instant, again and again, ends where one clean run does",
          "[server]") {
  const Program program;
  Daemon::configure(program, program.source(), "{every: 1s}");
  program.put("books.json", dump(0));
  program.good_night();
  Killer killer(program);
  int number = 0;
  while (killer.killed() < kills) {
    program.put("books.json", dump(++number));
    killer.load(kills_a_dump);
    CHECK(program.database().query("SELECT count(*) FROM nightjar.runs WHERE outcome = 'loaded'") ==
          std::to_string(number + 1));
  }

  // The same dumps into another database, each from when the killed one had loaded it.
  const Program model;
  for (int i = 0; i <= number; ++i) {
    model.put("books.json", dump(i));
    const std::string as_of = program.database().query(
        "SELECT to_char(as_of AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') "
        "FROM nightjar.runs WHERE outcome = 'loaded' ORDER BY run_id OFFSET " +
        std::to_string(i) + " LIMIT 1");
    const Outcome outcome = model.nightjar({"run", "vendor", "--as-of", as_of});
    INFO(outcome.errors);
    REQUIRE(outcome.exit_code == 0);
  }
  CHECK(table(program) == table(model));
  CHECK(history(program) == history(model));
  CHECK(program.nightjar({"archive", "verify"}).exit_code == 0);
}
