#include <csignal>
#include <cstdint>
#include <string>

#include "daemon/daemon.hpp"
#include "support/ftp_server.hpp"

using Catch::Contains;
using nightjar::support::Daemon;
using nightjar::support::FtpServer;
using nightjar::support::FtpServerOptions;
using nightjar::support::Outcome;
using nightjar::support::Program;

namespace {

std::string outcomes(const Program& program) {
  return program.database().query(
      "SELECT string_agg(outcome, ' ' ORDER BY run_id) FROM nightjar.runs");
}

std::string cut_short() {
  const std::string books = Program::book_list(Program::books);
  return books.substr(0, books.rfind(']'));
}

/// The program's files at an FTP server, with a book list that ends too early.
class Vendor {
 public:
  explicit Vendor(const Program& program) {
    const auto login = program.settings_file().parent_path() / "login";
    std::ofstream(login) << server_.user() << ":" << FtpServer::password << "\n";
    std::filesystem::permissions(login, std::filesystem::perms::owner_read);
    Daemon::configure(program,
                      "{url: \"" + server_.url() +
                          "\", plain_ftp: allowed, login: {file: " + login.string() + "}}",
                      "{every: 1s}");
    for (const char* name : {"authors.json", "reviews.json"}) {
      server_.put(name, nightjar::support::text_of_file(program.file(name)), 1'640'000'000);
    }
  }
  void put_books(const std::string& text, std::int64_t modified) const {
    server_.put("books.json", text, modified);
  }

 private:
  FtpServer server_{{.program = FtpServerOptions::Program::pyftpdlib}};
};

}  // namespace

TEST_CASE("Refused bytes that come under another time are fetched, but not read", "[server]") {
  const Program program;
  const Vendor vendor(program);
  vendor.put_books(cut_short(), 1'640'000'000);
  REQUIRE(program.nightjar({"run", "vendor"}).exit_code == 1);
  vendor.put_books(cut_short(), 1'640'100'000);
  const Outcome again = program.nightjar({"run", "vendor"});
  CHECK(again.exit_code == 1);
  CHECK_THAT(again.errors, Contains("the bytes of run 1") && Contains("cut short"));
  CHECK(program.database().query("SELECT run_id, same_as_run_id, feeds FROM nightjar.runs "
                                 "ORDER BY run_id") == "1||{}\n2|1|{}");
  CHECK_THAT(program.nightjar({"run", "vendor"}).errors,
             Contains("the source still has the files of run 2") && Contains("cut short"));
  CHECK(outcomes(program) == "failed failed");
  vendor.put_books(Program::book_list(Program::books), 1'640'200'000);
  CHECK(program.nightjar({"run", "vendor"}).exit_code == 0);
}

TEST_CASE("A daemon waits for other files than those that were refused, and takes them at once",
          "[server]") {
  const Program program;
  program.put("books.json", cut_short());
  Daemon::configure(program, "{url: \"" + program.source() + "\", retry: {first: 1s, longest: 1s}}",
                    R"({daily_at: "02:00", zone: Europe/Paris})");
  Daemon daemon(program);
  daemon.await("run_finished", "\"outcome\":\"failed\"");
  // Of what is told in the same words again and again the 1st, 2nd and 4th time is in the log.
  CHECK_THAT(daemon.await("night_not_started", "the source still has the files of run 1", 3),
             Contains("cut short") && Contains("\"run_id\":1"));
  const auto waiting = [&] {
    return program.database().query("SELECT next_attempt_why FROM nightjar.datasets") ==
           "waiting for files other than those that run 1 refused";
  };
  while (!waiting()) {
  }
  CHECK(outcomes(program) == "failed");
  program.put("books.json", Program::book_list(Program::books));
  daemon.await("run_finished", "\"outcome\":\"loaded\"");
  CHECK(daemon.end().exit_code == 0);
  CHECK(outcomes(program) == "failed loaded");
}

TEST_CASE("A daemon does not read a held night's files again when the next night is due",
          "[server]") {
  const Program program;
  program.good_night("2021-12-01T03:00:00Z");
  program.put("books.json", Program::book_list(1));
  Daemon::configure(program, "{url: \"" + program.source() + "\", retry: {first: 1s, longest: 1s}}",
                    "{every: 1s}");
  Daemon daemon(program);
  daemon.await("run_finished", "\"outcome\":\"held\"");
  daemon.await("night_not_started", "\"hint\":\"have the vendor", 2);
  CHECK(daemon.end().exit_code == 0);
  CHECK(outcomes(program) == "loaded held");
  CHECK(program.nightjar({"approve", "2", "--yes"}).exit_code == 0);
}
