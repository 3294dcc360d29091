#include <csignal>
#include <string>
#include <vector>

#include "daemon/offline_program.hpp"
#include "daemon/service_command_line.hpp"
#include "daemon/version.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using Catch::StartsWith;
using nightjar::support::OfflineProgram;
using nightjar::support::Outcome;

TEST_CASE("Each wrong word on the command line is named, with what can be written") {
  struct Case {
    std::vector<std::string> words;
    std::string fault;
  };
  const auto wrong = GENERATE(values<Case>({
      {{"statu"}, "there is no command \"statu\""},
      {{"--config", "x", "runz"}, "there is no command \"runz\""},
      {{"show", "0"}, "\"0\" is not the number of a night: write a whole number from 1"},
      {{"show", "seven"}, "\"seven\" is not the number of a night"},
      {{"runs", "--limit", "1e3"}, "\"1e3\" is not a count"},
      {{"runs", "--limit", "1234567890"}, "\"1234567890\" is not a count"},
      {{"status", "--color", "blue"}, "blue"},
      {{"run"}, "dataset is required"},
      {{"archive", "shred"}, "shred"},
      {{}, "subcommand"},
  }));
  CAPTURE(wrong.fault);
  std::vector<std::string> words = wrong.words;
  words.insert(words.begin(), "nightjar");
  const Outcome outcome = OfflineProgram::run_in_process(words);
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.output.empty());
  CHECK_THAT(outcome.errors, Contains(wrong.fault) && Contains("nightjar --help"));
}

TEST_CASE("A wrong word is also told in JSON") {
  const Outcome outcome = OfflineProgram::run_in_process({"nightjar", "statu", "--json"});
  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.output,
             StartsWith(R"({"error":"there is no command \"statu\"; did you mean)") ||
                 StartsWith(R"({"error":"there is no command \"statu\")"));
  CHECK_THAT(outcome.output, Contains(R"("remedy":"nightjar --help lists)"));
}

TEST_CASE("Help and version answer on standard output") {
  const std::string version = nightjar::daemon::version;
  CHECK_THAT(version, StartsWith("0."));
  const Outcome told = OfflineProgram::run_in_process({"nightjar", "--version"});
  CHECK(told.output == "nightjar " + version + "\n");
  CHECK(told.exit_code == 0);
  const Outcome as_json = OfflineProgram::run_in_process({"nightjar", "--version", "--json"});
  CHECK(as_json.output == R"({"program":"nightjar","version":")" + version + "\"}\n");
  const Outcome help = OfflineProgram::run_in_process({"nightjar", "rejects", "--help"});
  CHECK_THAT(help.output, Contains("--reason") && Contains("--csv"));
  const Outcome archive = OfflineProgram::run_in_process({"nightjar", "archive"});
  CHECK_THAT(archive.output, Contains("verify") && Contains("adopt"));
  CHECK(archive.exit_code == 0);
}

TEST_CASE("A password on the command line is shown to nobody") {
  const Outcome outcome = OfflineProgram::run_in_process(
      {"nightjar", "runn", "shop", "--source", "sftp://me:secret@host/"});
  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.errors, !Contains("secret"));
}

TEST_CASE("Settings that are not in order end a command before it begins") {
  const OfflineProgram program;
  program.write_settings("datasetz: x\n");
  const Outcome outcome = program.nightjar({"runs"});
  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.errors, Contains("nightjar.yaml:4") && Contains("datasetz"));
}

TEST_CASE("A command refuses what it cannot make sense of before it asks the database") {
  const OfflineProgram program;
  struct Case {
    std::vector<std::string> words;
    std::string fault;
  };
  const auto wrong = GENERATE(values<Case>({
      {{"run", "shop", "--as-of", "yesterday"}, "--as-of yesterday: not an instant"},
      {{"run", "shop", "--source", "file:///x/", "--from-run", "1"}, "--source and --from-run"},
      {{"run", "shop", "--source", "gopher://x/"}, "--source: "},
      {{"run", "shpo"}, "shpo"},
      {{"rejects", "1", "--csv", "--json"}, "--csv and --json"},
      {{"scaffold", "shop.item"}, "no dataset has a feed \"shop.item\""},
  }));
  CAPTURE(wrong.fault);
  const Outcome outcome = program.nightjar(wrong.words);
  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.errors, Contains(wrong.fault) && Contains("what to do"));
}

TEST_CASE("A question that needs the database says where it was looked for") {
  const OfflineProgram program;
  const std::string command = GENERATE("runs", "status", "next");
  const Outcome outcome = program.nightjar({command});
  CHECK(outcome.exit_code == 1);
  CHECK_THAT(outcome.errors, Contains("/nowhere") && Contains("what to do"));
}

TEST_CASE("scaffold prints the migration of a feed without a database") {
  const OfflineProgram program;
  const Outcome outcome = program.nightjar({"scaffold", "shop.items"});
  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.output,
             Contains("CREATE TABLE shop.items (") && Contains("id bigint NOT NULL"));
  CHECK_THAT(program.nightjar({"scaffold", "shop.items", "--json"}).output,
             StartsWith("{\"migration\":\""));
}

TEST_CASE("The files of the archive are looked after while the database is away") {
  const OfflineProgram program;
  CHECK(program.nightjar({"archive", "list"}).output == "nothing is kept yet\n");
  CHECK(program.nightjar({"archive", "list", "--json"}).output == "{\"runs\":[]}\n");
  const Outcome verified = program.nightjar({"archive", "verify"});
  CHECK(verified.exit_code == 1);
  CHECK(verified.output == "all files are intact\n");
  CHECK_THAT(verified.errors, Contains("the files were checked, but not whether any is missing"));
}

TEST_CASE("check goes on where the database is away, a file is missing, a time zone is unknown") {
  const OfflineProgram program;
  program.write_dataset("schedule: {daily_at: \"02:00\", zone: Mars/Base}\n");
  std::filesystem::remove(program.folder().path() / "source/items.json");
  const Outcome outcome = program.nightjar({"check"});
  CHECK(outcome.exit_code == 1);
  CHECK_THAT(outcome.output, Contains("FAULT  database") && Contains("/nowhere") &&
                                 Contains("items.json is not there") && Contains("Mars/Base"));
  CHECK_THAT(program.nightjar({"check", "--json"}).output,
             Contains(R"("ok":false)") && Contains(R"({"subject":"configuration )"));
}

TEST_CASE("check reads one file against a definition, without a database") {
  const OfflineProgram program;
  const auto check = [&](const std::string& bytes, std::vector<std::string> more = {}) {
    program.folder().write("one.json", bytes);
    const std::string file = (program.folder().path() / "one.json").string();
    std::vector<std::string> words{"check", "--file", file, "shop.items"};
    words.insert(words.end(), more.begin(), more.end());
    return program.nightjar(words);
  };
  std::string many = "[";
  for (int id = 1; id <= 30; ++id) many += "{\"id\":" + std::to_string(id) + "},";
  const std::string file = many + "\n{\"id\":1},{\"id\":2,\"name\":\"tea\"}]";

  const Outcome good = check(file);
  CHECK(good.exit_code == 0);
  CHECK_THAT(good.output, Contains("32 records read: 30 fit, 1 duplicates, 1 rejected") &&
                              Contains("2   302  duplicate_key") && !Contains("HELD"));
  const Outcome as_json = check(file, {"--json"});
  CHECK(as_json.exit_code == 0);
  CHECK_THAT(as_json.output,
             Contains(R"("ok":true,"read":32,"fit":30,"duplicates":1,"rejected":1)") &&
                 Contains(R"("line":2,"position":302,"reason":"duplicate_key")"));

  const Outcome held = check(R"([{"id":"x"},{"id":2}])");
  CHECK(held.exit_code == 3);
  CHECK_THAT(held.output, Contains("id: \"x\" is not of type integer") &&
                              Contains("a night would be HELD: shop.items: 1 of 2 records"));
  CHECK(check("").exit_code == 3);
  const Outcome cut = check(R"([{"id":1)");
  CHECK(cut.exit_code == 1);
  CHECK_THAT(cut.errors, Contains("one.json, line 1, byte 1: the file is cut short"));
}

TEST_CASE("check of one file needs the file and the feed") {
  const OfflineProgram program;
  const auto refused = [&](const std::vector<std::string>& words, const std::string& fault) {
    const Outcome outcome = program.nightjar(words);
    CHECK(outcome.exit_code == 2);
    CHECK_THAT(outcome.errors, Contains(fault) && Contains("what to do"));
  };
  refused({"check", "--file", "x.json"}, "the feed is required with --file");
  refused({"check", "shop.items"}, "--file is required with a feed");
  refused({"check", "--file", "x.json", "shop.item"}, "no dataset has a feed \"shop.item\"");
  refused({"check", "--file", "nothing.json", "shop.items"}, "nothing.json: there is no such file");
}

TEST_CASE("nightjard takes no word but its options") {
  std::vector<std::string> words{"nightjard", GENERATE("--version", "--help", "start")};
  std::vector<char*> pointers{words[0].data(), words[1].data()};
  const nightjar::support::CapturedOutput captured;
  // The calling thread gets its signals back.
  sigset_t before;
  pthread_sigmask(SIG_BLOCK, nullptr, &before);
  const int code = nightjar::daemon::nightjard_main(2, pointers.data());
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  const std::string output = captured.output();
  const std::string errors = captured.errors();
  if (words[1] == "--version") {
    CHECK(output == std::string("nightjard ") + nightjar::daemon::version + "\n");
  } else if (words[1] == "--help") {
    CHECK_THAT(output, Contains("SIGTERM") && Contains("--config"));
  } else {
    CHECK_THAT(errors, Contains("start") && Contains("nightjard --help"));
  }
  CHECK(code == (words[1] == "start" ? 2 : 0));
}
