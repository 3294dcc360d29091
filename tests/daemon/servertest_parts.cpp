#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

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

namespace {

constexpr std::int64_t long_ago = 1'640'000'000;

/// Replaces a part of the dataset's YAML.
void edit(const Program& program, const std::string& before, const std::string& after) {
  const auto path = program.settings_file().parent_path() / "datasets/streaming/vendor.yaml";
  std::string yaml = nightjar::support::text_of_file(path);
  const auto place = yaml.find(before);
  REQUIRE(place != std::string::npos);
  std::ofstream(path, std::ios::binary) << yaml.replace(place, before.size(), after);
}

void read_books_in_parts(const Program& program) {
  edit(program, "file: books.json", "file: \"books-*.json\"\n    parts: all");
}

/// The program's files at an FTP server.
struct Vendor {
  Vendor(const Program& program, FtpServerOptions options) : server(options) {
    const auto login = program.settings_file().parent_path() / "login";
    std::ofstream(login) << server.user() << ":" << FtpServer::password << "\n";
    std::filesystem::permissions(login, std::filesystem::perms::owner_read);
    std::string source = "{url: \"" + server.url() + "\", login: {file: " + login.string() + "}";
    source += options.encryption == FtpServerOptions::Encryption::tls
                  ? ", ca_file: " + server.ca_file().string()
                  : ", plain_ftp: allowed";
    Daemon::configure(program, source + "}", "{every: 1h}");
    for (const char* name : {"authors.json", "reviews.json"}) {
      server.put(name, nightjar::support::text_of_file(program.file(name)), long_ago);
    }
  }

  FtpServer server;
};

std::string name_of_part(const std::string& date, int part) {
  return "books-" + date + "-part" + std::to_string(part) + ".json";
}

/// The part with the books number `part`, `part + 100`, …
std::string text_of_part(int part) {
  return "[" + Program::book(std::to_string(part)) + "," +
         Program::book(std::to_string(part + 100)) + "]\n";
}

std::string books(const Program& program) {
  return program.database().query("SELECT count(*) FROM vendor.books_live");
}

}  // namespace

TEST_CASE("Parts come from any FTP server; a missing one holds the night until it is delivered",
          "[server]") {
  const auto options = GENERATE(from_range(nightjar::support::kinds_of_ftp_server()));
  const Program program;
  const Vendor vendor(program, options);
  read_books_in_parts(program);
  for (int part = 1; part <= 3; ++part) {
    vendor.server.put(name_of_part("20240101", part), text_of_part(part), long_ago);
  }
  program.good_night("2022-01-01T03:00:00Z");
  CHECK(books(program) == "6");

  for (const int part : {1, 3}) {
    vendor.server.put(name_of_part("20240102", part), text_of_part(part), long_ago);
  }
  const Outcome held = program.nightjar({"run", "vendor", "--json"});
  CHECK(held.exit_code == 3);
  CHECK_THAT(held.output, Contains("books-20240102-part2.json is missing at the source"));
  CHECK(books(program) == "6");

  vendor.server.put(name_of_part("20240102", 2), text_of_part(2), long_ago);
  vendor.server.put(name_of_part("20240102", 4), text_of_part(4), long_ago);
  const Outcome loaded = program.nightjar({"run", "vendor"});
  INFO(loaded.errors);
  CHECK(loaded.exit_code == 0);
  CHECK(books(program) == "8");
  CHECK(program.database().query(
            "SELECT string_agg(part || ' ' || name, ', ' ORDER BY part) FROM nightjar.dumps "
            "WHERE run_id = 3 AND feed = 'vendor.books'") ==
        "1 books-20240102-part1.json, 2 books-20240102-part2.json, 3 books-20240102-part3.json, "
        "4 books-20240102-part4.json");
  CHECK(program.nightjar({"archive", "verify"}).exit_code == 0);
}

TEST_CASE("A file that feeds share is fetched once, also from the folder of a date", "[server]") {
  const Program program;
  const Vendor vendor(program, {.program = FtpServerOptions::Program::pyftpdlib});
  for (const std::string feed : {"authors", "books", "reviews"}) {
    edit(program, "file: " + feed + ".json",
         "file: \"{date}/all-*.zip\"\n    member: " + feed + ".json");
  }
  const auto zip = program.file("all.zip");
  REQUIRE(
      nightjar::support::run(
          {.words = {"/usr/bin/python3", "-m", "zipfile", "-c", zip, program.file("authors.json"),
                     program.file("books.json"), program.file("reviews.json")}})
          .exit_code == 0);
  std::filesystem::create_directory(vendor.server.folder() / "2024-01-01");
  vendor.server.put("2024-01-01/all-20240101.zip", nightjar::support::text_of_file(zip), long_ago);
  program.good_night();
  CHECK(vendor.server.downloads() == 1);
  CHECK(books(program) == std::to_string(Program::books));
  CHECK(program.database().query("SELECT count(*), count(DISTINCT name), count(DISTINCT "
                                 "archived_at) FROM nightjar.dumps") == "3|1|1");
}

TEST_CASE("A night of parts that is killed after the pick-up changes nothing, and can be repeated",
          "[server]") {
  const Program program;
  read_books_in_parts(program);
  for (int part = 1; part <= 3; ++part) {
    program.put(name_of_part("20240101", part), text_of_part(part));
  }
  program.good_night("2022-01-01T03:00:00Z");
  for (int part = 1; part <= 4; ++part) {
    program.put(name_of_part("20240102", part), text_of_part(part));
  }
  const std::string before = program.tables();
  {
    nightjar::postgres::Connection session(program.database().url(), "blocker");
    nightjar::postgres::Transaction lock(session);
    lock.query("LOCK TABLE vendor.books_staging");
    Process night(program.command({"run", "vendor"}));
    while (program.database().query("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND "
                                    "relation = 'vendor.books_staging'::regclass)") != "t") {
    }
    CHECK(program.database().query("SELECT count(*) FROM nightjar.dumps WHERE run_id = 2 AND feed "
                                   "= 'vendor.books'") == "4");
    night.send(SIGKILL);
    night.wait();
  }
  CHECK(program.tables() == before);
  const Outcome again = program.nightjar({"run", "vendor"});
  INFO(again.errors);
  CHECK(again.exit_code == 0);
  CHECK(books(program) == "8");
  CHECK(program.nightjar({"archive", "verify"}).exit_code == 0);
}
