#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <sstream>
#include <string>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "pickup/pickup.hpp"
#include "support/catch.hpp"
#include "support/ftp_server.hpp"
#include "support/places.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"

using namespace nightjar;
using namespace std::chrono_literals;

namespace {

/// A pick-up from a real FTP server with an oddity, see odd_ftp_server.py.
struct OddServer {
  explicit OddServer(const std::string& oddity) {
    std::filesystem::create_directory(home.path() / "files");
    server = std::make_unique<support::Process>(support::Command{
        .words = {"/usr/bin/python3", support::source_folder() / "tests/pickup/odd_ftp_server.py",
                  std::to_string(port), home.path() / "files", oddity}});
    support::wait_for_port(port);
    request.source.url = "ftp://127.0.0.1:" + std::to_string(port) + "/";
    request.source.plain_ftp = feed::PlainFtp::allowed;
    request.source.credentials = {feed::Credentials::From::file,
                                  home.write("login", "nightjar:secret")};
  }

  /// A file that has not changed for an hour, and for so much longer.
  void put(const std::string& name, std::chrono::seconds older = 0s) const {
    const auto file = home.write("files/" + name, std::string(100000, 'x'));
    std::filesystem::last_write_time(file,
                                     std::filesystem::file_time_type::clock::now() - 1h - older);
  }
  std::vector<pickup::PickedFile> pick_up() {
    pickup::TransferObserver observer;
    SystemClock clock;
    const auto remote = pickup::connect(request.source);
    std::vector<pickup::PickedFile> files;
    for (const auto& dump : pickup::pick_up(request, *remote, clock, observer)) {
      files.insert(files.end(), dump.files.begin(), dump.files.end());
    }
    return files;
  }
  /// How often the server was sent this command.
  [[nodiscard]] std::size_t count(const std::string& command) const {
    std::istringstream lines(server->output());
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line);) {
      if (line == command) ++count;
    }
    return count;
  }

  support::TemporaryFolder home;
  int port = support::free_port();
  std::unique_ptr<support::Process> server;
  pickup::FetchRequest request{.source = {},
                               .files = {{.name = "*.json"}},
                               .staging = home.path() / "staging",
                               .missing = pickup::Missing::tell};
};

}  // namespace

TEST_CASE("An empty folder is a missing file, whatever the server answers its listing with",
          "[server]") {
  OddServer vendor(GENERATE("NLST=550", "NLST=450", "none"));
  CHECK_THROWS_AS(vendor.pick_up(), pickup::NotThere);
  vendor.request.files[0].newest = feed::Newest::by_time;
  CHECK_THROWS_AS(vendor.pick_up(), pickup::NotThere);
}

TEST_CASE("Whatever a server answers by little and little ends when give_up_after does",
          "[server]") {
  OddServer vendor(GENERATE("drip:PASS", "drip:NLST", "drip:SIZE", "drip:RETR"));
  vendor.put("r-20240101.json");
  vendor.request.source.give_up_after = 1s;
  CHECK_THROWS_WITH(vendor.pick_up(), Catch::Contains("not done in the time allowed"));
}

TEST_CASE("The newest by time of many files is found by one listing", "[server]") {
  OddServer vendor("none");
  for (int i = 0; i < 100; ++i) vendor.put("r-" + std::to_string(i) + ".json", i * 1s);
  vendor.request.files[0].newest = feed::Newest::by_time;
  CHECK(vendor.pick_up()[0].name == "r-0.json");
  CHECK(vendor.count("MLSD") == 2);  // before the transfer and after it
  CHECK(vendor.count("MDTM") <= 4);
}

TEST_CASE("The newest by time is found on a server without MLSD, which is asked for it once",
          "[server]") {
  OddServer vendor("no-mlsd");
  for (int i = 0; i < 5; ++i) vendor.put("r-" + std::to_string(i) + ".json", i * 1s);
  vendor.request.files[0].newest = feed::Newest::by_time;
  CHECK(vendor.pick_up()[0].name == "r-0.json");
  CHECK(vendor.count("MLSD") == 1);
}

TEST_CASE("Files that are said to be larger than any disk are refused because there is no room",
          "[server]") {
  OddServer vendor("SIZE=9223372036854775807");
  vendor.put("a.json");
  vendor.put("b.json");
  vendor.request.files = {{.name = "a.json"}, {.name = "b.json"}};
  vendor.request.source.give_up_after = 2s;
  try {
    vendor.pick_up();
    FAIL("there is no room");
  } catch (const Misconfigured& error) {
    CHECK_THAT(error.what(), Catch::Contains("are free"));
    CHECK_THAT(error.remedy(), Catch::Contains("free space"));
  }
}
