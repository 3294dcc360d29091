#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <pwd.h>
#include <unistd.h>

#include "base/format.hpp"
#include "daemon/daemon.hpp"
#include "postgres/connection.hpp"
#include "support/ftp_server.hpp"

using Catch::Contains;
using nightjar::support::Daemon;
using nightjar::support::FtpServer;
using nightjar::support::FtpServerOptions;
using nightjar::support::Outcome;
using nightjar::support::Process;
using nightjar::support::Program;
namespace fs = std::filesystem;

namespace {

constexpr int failed = 1;
constexpr int usage = 2;

/// Books of which one takes so much space, and a while to be packed, since its letters are random;
/// another dump for each number.
std::string random_dump(unsigned number, std::size_t bytes = 6'000'000) {
  std::mt19937 random(number);
  std::string text(bytes, ' ');
  for (char& c : text) c = "0123456789abcdefghijklmnopqrstuv"[random() % 32];
  return Program::book_list(Program::books,
                            fmt::format(R"(,{{"name":"Long","publisher":"{}","pages":1}})", text));
}

std::size_t files_in(const fs::path& folder) {
  std::error_code absent;
  std::size_t files = 0;
  for (fs::directory_iterator entry(folder, absent), end; !absent && entry != end; ++entry) ++files;
  return files;
}

/// Of each loaded night: whether the archive lists it, and has each file that the ledger names.
void check_all_dumps_are_kept(const Program& program) {
  const std::string listed = program.nightjar({"archive", "list", "--json"}).output;
  std::istringstream runs(program.database().query(
      "SELECT run_id FROM nightjar.runs WHERE outcome IN ('loaded', 'unchanged')"));
  for (std::string run; std::getline(runs, run);) {
    INFO("run " << run);
    CHECK(listed.find(fmt::format("{{\"run_id\":{},", run)) != listed.npos);
  }
  std::istringstream files(
      program.database().query("SELECT DISTINCT COALESCE(sha256, 'none') FROM nightjar.runs JOIN "
                               "nightjar.dumps USING (run_id) "
                               "WHERE outcome = 'loaded'"));
  for (std::string sha256; std::getline(files, sha256);) {
    INFO("file " << sha256);
    CHECK(fs::exists(program.state_dir() / "archive/objects" / sha256.substr(0, 2) /
                     (sha256 + ".zst")));
  }
  CHECK(files_in(program.state_dir() / "archive/unpacked") == 0);
  CHECK(program.nightjar({"archive", "verify"}).output == "all files are intact\n");
}

std::string loaded(const Program& program) {
  return program.database().query("SELECT count(*) FROM nightjar.runs WHERE outcome = 'loaded'");
}

void add_settings(const Program& program, const std::string& lines) {
  std::ofstream(program.settings_file(), std::ios::app) << lines;
}

bool is_root() { return ::geteuid() == 0; }

}  // namespace

TEST_CASE("A night that is killed right after its commit has its dump in the archive all the same",
          "[server]") {
  const Program program;
  nightjar::postgres::Connection session(program.database().url(), "test");
  std::mt19937 random(std::random_device{}());
  constexpr unsigned nights = 8;
  for (unsigned number = 1; number <= nights; ++number) {
    program.put("books.json", random_dump(number));
    Process night(program.command({"run", "vendor"}));
    while (
        session.query("SELECT count(*) FROM nightjar.runs WHERE outcome = 'loaded'").integer(0, 0) <
        number) {
      REQUIRE(night.running());
    }
    // A random instant of what comes after the commit: nothing to wait for tells it.
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 20'000));
    night.send(number % 2 == 0 ? SIGKILL : SIGTERM);
    night.wait();
  }
  CHECK(program.nightjar({"run", "vendor"}).exit_code == 0);
  check_all_dumps_are_kept(program);
}

TEST_CASE("A daemon that is killed as it packs what it fetched packs it at its next start",
          "[server]") {
  const Program program;
  const FtpServer vendor({.program = FtpServerOptions::Program::pyftpdlib});
  constexpr std::int64_t long_ago = 1'600'000'000;
  program.put("books.json", random_dump(1));
  for (const char* name : {"authors.json", "books.json", "reviews.json"}) {
    vendor.put(name, nightjar::support::text_of_file(program.file(name)), long_ago);
  }
  const auto login = program.settings_file().parent_path() / "login";
  std::ofstream(login) << vendor.user() << ':' << FtpServer::password << '\n';
  Daemon::configure(
      program,
      "{url: \"" + vendor.url() + "\", plain_ftp: allowed, login: {file: " + login.string() + "}}",
      "{every: 1h}");
  {
    Daemon daemon(program);
    daemon.await("stage_started", "\"msg\":\"packing the files\"");
    daemon.end(SIGKILL);
  }
  CHECK(loaded(program) == "1");
  Daemon daemon(program);
  daemon.await("service_ready");
  while (files_in(program.state_dir() / "archive/unpacked") > 0 ||
         program.database().query(
             "SELECT count(*) FROM nightjar.dumps WHERE archived_at LIKE '%.zst'") != "3") {
    REQUIRE(daemon.process().running());
  }
  CHECK(daemon.end().exit_code == 0);
  check_all_dumps_are_kept(program);
  CHECK(loaded(program) == "1");
}

TEST_CASE("An empty archive is whole and complete", "[server]") {
  const Program program;
  const Outcome verified = program.nightjar({"archive", "verify"});
  CHECK(verified.exit_code == 0);
  CHECK(verified.output == "all files are intact\n");
  CHECK(program.nightjar({"archive", "verify", "--json"}).output ==
        "{\"ok\":true,\"damages\":[],\"missing\":[],\"unknown\":[]}\n");
  CHECK(program.nightjar({"archive", "adopt"}).output ==
        "the ledger has every night of the archive\n");
  CHECK(program.nightjar({"archive", "adopt", "--json"}).output == "{\"adopted\":[]}\n");
}

TEST_CASE("A loaded night whose dump is missing is named by status and by archive verify",
          "[server]") {
  const Program program;
  program.good_night("2022-01-01T03:00:00Z");
  CHECK_THAT(program.nightjar({"status"}).output, !Contains("archive"));
  fs::remove_all(program.state_dir() / "archive");
  program.put("books.json", Program::book_list(Program::books + 1));
  program.good_night("2022-01-02T03:00:00Z");
  const Outcome status = program.nightjar({"status"});
  CHECK_THAT(status.output, Contains("vendor: the archive does not have the files of nights that "
                                     "are loaded: 1 (nightjar archive verify)"));
  CHECK_THAT(program.nightjar({"status", "--json"}).output,
             Contains(R"("missing":[{"run_id":1,"dataset":"vendor")"));
  CHECK_THAT(program.nightjar({"archive", "verify", "--json"}).output,
             Contains(R"("ok":false)") && Contains(R"("missing":[{"run_id":1,"dataset":"vendor")"));
  const Outcome verified = program.nightjar({"archive", "verify"});
  CHECK(verified.exit_code == failed);
  CHECK(verified.output ==
        "MISSING  run 1 of vendor, valid from 2022-01-01T03:00:00Z: its files "
        "are not in the archive\n");
}

TEST_CASE("What retention has dropped is not missed", "[server]") {
  const Program program;
  add_settings(program, "retention: {max_bytes: 1 KiB}\n");
  for (unsigned night = 1; night <= 3; ++night) {
    program.put("books.json", random_dump(night, 4'000));
    program.good_night(fmt::format("2022-01-0{}T03:00:00Z", night));
  }
  CHECK_THAT(
      program.nightjar({"archive", "list", "--json"}).output,
      !Contains(R"({"run_id":1,)") && !Contains(R"({"run_id":2,)") && Contains(R"({"run_id":3,)"));
  CHECK(program.nightjar({"archive", "verify"}).output == "all files are intact\n");
  CHECK(program.database().query("SELECT run_id, count(dropped_at) FROM nightjar.dumps "
                                 "GROUP BY run_id ORDER BY run_id") == "1|3\n2|3\n3|0");
}

TEST_CASE("The archive can be verified without the database, and says what it did not look at",
          "[server]") {
  const Program program;
  program.good_night();
  const Outcome outcome =
      program.nightjar_with("NIGHTJAR_DATABASE_URL", "host=/nowhere", {"archive", "verify"});
  CHECK(outcome.exit_code == failed);
  CHECK(outcome.output == "all files are intact\n");
  CHECK_THAT(outcome.errors, Contains("not whether any is missing"));
}

TEST_CASE("What killed nights left in the state directory goes at the next start", "[server]") {
  const Program program;
  Daemon::configure(program, program.source(), "{every: 1h}");
  program.good_night();
  const auto leave = [&](const std::string& name) {
    const fs::path place = program.state_dir() / name;
    fs::create_directories(place.parent_path());
    std::ofstream(place) << "left";
    return place;
  };
  const std::vector<fs::path> left{leave("staging/vendor/run-7/0123"),
                                   leave("staging/vendor/books.json"),
                                   leave("staging/vendor/books.json.9_1_00000000.part"),
                                   leave("fingerprints/vendor.books.side.part")};
  const auto any_left = [&] {
    return std::any_of(left.begin(), left.end(), [](const auto& file) { return fs::exists(file); });
  };
  SECTION("of the daemon, although no night is due") {
    const fs::path other = leave("staging/no_more_configured/run-1/0123");
    Daemon daemon(program);
    daemon.await("service_ready");
    while (any_left() || fs::exists(other)) REQUIRE(daemon.process().running());
    CHECK(daemon.end().exit_code == 0);
    CHECK(program.database().query("SELECT count(*) FROM nightjar.runs") == "1");
  }
  SECTION("of a night") {
    program.good_night("2022-01-02T03:00:00Z");
    CHECK_FALSE(any_left());
  }
}

TEST_CASE("Whoever would leave files that are in the service's way is refused", "[server]") {
  if (!is_root()) {
    WARN("skipped: this user may give no file away");
    return;
  }
  const Program program;
  const passwd* nobody = ::getpwnam("nobody");
  REQUIRE(nobody != nullptr);
  REQUIRE(::chown(program.state_dir().c_str(), nobody->pw_uid, nobody->pw_gid) == 0);
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"run", "vendor"}, {"approve", "1"}, {"archive", "adopt"}}) {
    INFO(words.front());
    const Outcome outcome = program.nightjar(words);
    CHECK(outcome.exit_code == usage);
    CHECK_THAT(outcome.errors, Contains("belongs to nobody, and this is root") &&
                                   Contains("what to do: run it as that user: sudo -u nobody"));
  }
  CHECK(Daemon(program).process().wait().exit_code == usage);
  for (const char* question : {"list", "verify"}) {
    CHECK(program.nightjar({"archive", question}).exit_code == 0);
  }
  CHECK(program.nightjar({"status"}).exit_code == failed);
  CHECK(fs::is_empty(program.state_dir()));
  CHECK(program.database().query("SELECT count(*) FROM nightjar.runs") == "0");
}

TEST_CASE("The records that a night refused go with its retention, and the count stays",
          "[server]") {
  const Program program;
  const std::string retention = GENERATE("{max_age: 30d}", "{max_age: 90d, rejects: 30d}");
  add_settings(program, "retention: " + retention + "\n");
  for (int night = 1; night <= 3; ++night) {
    program.put("books.json",
                Program::book_list(Program::books + night, R"(,{"name":"x","pages":"none"})"));
    program.good_night(fmt::format("2022-01-0{}T03:00:00Z", night));
    program.database().query(
        "UPDATE nightjar.runs SET finished_at = finished_at - interval '40 days' WHERE run_id < 3");
  }
  CHECK(program.nightjar({"run", "vendor", "--as-of", "2022-01-04T03:00:00Z"}).exit_code == 0);
  CHECK(program.database().query("SELECT DISTINCT run_id FROM nightjar.rejects ORDER BY run_id") ==
        "3\n4");
  CHECK(program.nightjar({"rejects", "1"}).output ==
        "run 1 rejected 1 record; their list was kept as long as `retention:` says, and has been "
        "removed\n");
}
