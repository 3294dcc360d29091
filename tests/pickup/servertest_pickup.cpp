#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include <sys/mount.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "hashing/digest.hpp"
#include "pickup/pickup.hpp"
#include "support/catch.hpp"
#include "support/fake_clock.hpp"
#include "support/ftp_server.hpp"
#include "support/temporary_folder.hpp"

using namespace nightjar;
using namespace std::chrono_literals;
using support::FtpServer;
using support::FtpServerOptions;
using Encryption = FtpServerOptions::Encryption;

namespace {

constexpr std::int64_t yesterday = 1639706400;

std::string many_bytes(std::size_t size, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::string bytes(size, ' ');
  for (char& c : bytes) c = static_cast<char>(random());
  return bytes;
}

/// Does something once, when so many bytes have come.
struct Trigger : pickup::TransferObserver {
  void received(const std::string&, std::uint64_t bytes, std::uint64_t) override {
    total = std::max(total, bytes);
    if (bytes >= after && act) std::exchange(act, nullptr)();
  }
  void waiting(const std::string& reason, Instant) override { reasons.push_back(reason); }
  void failed(const Transient& error, int, std::chrono::milliseconds) override {
    failures.push_back(error.curl_code());
    if (on_failure) on_failure();
  }

  std::uint64_t after = 1;
  std::function<void()> act;
  std::function<void()> on_failure;
  std::uint64_t total = 0;
  std::vector<int> failures;
  std::vector<std::string> reasons;
};

/// A disk of 24 MiB.
struct SmallDisk {
  explicit SmallDisk(std::filesystem::path place) : path(std::move(place)) {
    std::filesystem::create_directory(path);
    mounted = ::mount("tmpfs", path.c_str(), "tmpfs", 0, "size=24m") == 0;
  }
  ~SmallDisk() {
    if (mounted) ::umount2(path.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  std::filesystem::path path;
  bool mounted = false;
};

struct Vendor {
  explicit Vendor(FtpServerOptions options = {}) : server(options) {
    request.source.url = server.url();
    request.source.plain_ftp = feed::PlainFtp::allowed;
    request.source.credentials = {
        feed::Credentials::From::file,
        home.write("login", server.user() + ":" + std::string(FtpServer::password))};
    if (options.encryption == Encryption::tls) request.source.ca_file = server.ca_file();
    request.files = {{.name = "books.json"}};
    request.staging = home.path() / "staging";
  }

  pickup::PickedFile pick_up() {
    const auto remote = pickup::connect(request.source);
    return pickup::pick_up(request, *remote, clock, observer).front().files.front();
  }

  FtpServer server;
  support::TemporaryFolder home;
  support::FakeClock clock{now()};
  Trigger observer;
  pickup::FetchRequest request;
};

}  // namespace

TEST_CASE("A pick-up brings whole files from every kind of server", "[server]") {
  Vendor vendor(GENERATE(from_range(support::kinds_of_ftp_server())));
  const std::string bytes = many_bytes(700000);
  vendor.server.put("books-2021-12-16.json", "old", yesterday);
  vendor.server.put("books-2021-12-17.json", bytes, yesterday);
  vendor.request.files = {{.name = "books-*.json"}};
  const auto file = vendor.pick_up();
  CHECK(file.name == "books-2021-12-17.json");
  CHECK(file.sha256 == sha256_hex(bytes));
  CHECK(read_text(file.path) == bytes);
  CHECK(file.modified == Instant(std::chrono::seconds(yesterday)));
}

TEST_CASE("A file in a folder with a date is found on every kind of server", "[server]") {
  Vendor vendor(GENERATE(from_range(support::kinds_of_ftp_server())));
  for (const char* day : {"2021-12-16", "2021-12-17", "notes"}) {
    std::filesystem::create_directory(vendor.server.folder() / day);
    vendor.server.put(std::string(day) + "/books.json", day, yesterday);
  }
  vendor.request.files = {{.name = "{date}/books.json"}};
  const auto file = vendor.pick_up();
  CHECK(file.name == "2021-12-17/books.json");
  CHECK(read_text(file.path) == "2021-12-17");
}

TEST_CASE("A stray name with a control character stops no pick-up from any kind of server",
          "[server]") {
  Vendor vendor(GENERATE(from_range(support::kinds_of_ftp_server())));
  vendor.server.put("books-2021-12-16.json", "[16]", yesterday);
  vendor.server.put("books-2021-12-17\x01.json", "[17]", yesterday);
  vendor.request.files = {{.name = "books-*.json"}};
  vendor.request.files[0].newest = GENERATE(feed::Newest::by_name, feed::Newest::by_time);
  CHECK(vendor.pick_up().name == "books-2021-12-16.json");
}

TEST_CASE("A transfer whose server dies at any point goes on when it is back", "[server]") {
  Vendor vendor({.bytes_per_second = 3000000});
  const std::string bytes = many_bytes(1500000);
  vendor.server.put("books.json", bytes, yesterday);
  const unsigned seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  vendor.observer.after = random() % 1000000;
  vendor.observer.act = [&] { vendor.server.kill(); };
  vendor.observer.on_failure = [&] { vendor.server.start(); };
  const auto file = vendor.pick_up();
  CHECK(file.sha256 == sha256_hex(bytes));
  CHECK(vendor.observer.failures.size() == 1);
}

TEST_CASE("A file that grows during the transfer is fetched again when it is whole", "[server]") {
  auto kind = GENERATE(from_range(support::kinds_of_ftp_server()));
  kind.bytes_per_second = 2000000;
  Vendor vendor(kind);
  const std::string bytes = many_bytes(900000);
  vendor.server.put("books.json", bytes.substr(0, 600000), yesterday);
  vendor.observer.act = [&] {
    std::ofstream(vendor.server.folder() / "books.json", std::ios::binary | std::ios::app)
        << bytes.substr(600000);
  };
  const auto file = vendor.pick_up();
  CHECK(file.bytes == 900000);
  CHECK(file.sha256 == sha256_hex(bytes));
  CHECK_FALSE(vendor.clock.waits().empty());
}

TEST_CASE("A file that shrinks during the transfer is fetched again", "[server]") {
  Vendor vendor({.bytes_per_second = 1000000});
  vendor.server.put("books.json", many_bytes(1000000), yesterday);
  vendor.observer.act = [&] {
    std::filesystem::resize_file(vendor.server.folder() / "books.json", 200000);
  };
  const auto file = vendor.pick_up();
  CHECK(file.bytes == 200000);
  CHECK(file.sha256 == sha256_hex(many_bytes(1000000).substr(0, 200000)));
}

TEST_CASE("A file that is replaced during the transfer is fetched again", "[server]") {
  Vendor vendor({.bytes_per_second = 2000000});
  vendor.server.put("books.json", many_bytes(600000), yesterday);
  const std::string other = many_bytes(600000, 2);
  vendor.observer.act = [&] { vendor.server.put("books.json", other, yesterday + 60); };
  CHECK(vendor.pick_up().sha256 == sha256_hex(other));
}

TEST_CASE("A file that vanishes during the transfer is not there", "[server]") {
  Vendor vendor({.bytes_per_second = 2000000});
  vendor.server.put("books.json", many_bytes(600000), yesterday);
  vendor.request.missing = pickup::Missing::tell;
  vendor.observer.act = [&] { std::filesystem::remove(vendor.server.folder() / "books.json"); };
  CHECK_THROWS_AS(vendor.pick_up(), pickup::NotThere);
  CHECK_FALSE(std::filesystem::exists(vendor.request.staging / "books.json"));
}

TEST_CASE("A broken transfer is not resumed when the file has changed", "[server]") {
  Vendor vendor({.bytes_per_second = 2000000});
  vendor.server.put("books.json", many_bytes(1200000), yesterday);
  const std::string other = many_bytes(1200000, 2);
  vendor.observer.after = 300000;
  vendor.observer.act = [&] { vendor.server.kill(); };
  vendor.observer.on_failure = [&] {
    vendor.server.put("books.json", other, yesterday + 1);
    vendor.server.start();
  };
  CHECK(vendor.pick_up().sha256 == sha256_hex(other));
}

TEST_CASE("A wrong password or certificate ends a pick-up at once", "[server]") {
  Vendor vendor({.encryption = Encryption::tls});
  vendor.server.put("books.json", "[]", yesterday);
  int code = 0;
  SECTION("the password") {
    vendor.home.write("login", vendor.server.user() + ":wr0ng");
    code = 67;
  }
  SECTION("the certificate") {
    vendor.request.source.ca_file.clear();
    code = 60;
  }
  try {
    vendor.pick_up();
    FAIL("it was accepted");
  } catch (const Misconfigured& error) {
    CHECK(error.curl_code() == code);
    CHECK_THAT(error.what(), !Catch::Contains("wr0ng"));
  }
  CHECK(vendor.clock.waits().empty());
}

TEST_CASE("A link that is too slow fails, and what has come is kept for the next try", "[server]") {
  Vendor vendor({.bytes_per_second = 150000});
  const std::string bytes = many_bytes(350000);
  vendor.server.put("books.json", bytes, yesterday);
  vendor.request.source.low_speed = {10000000, 1s};
  CHECK(vendor.pick_up().sha256 == sha256_hex(bytes));
  CHECK_FALSE(vendor.observer.failures.empty());
  for (const int code : vendor.observer.failures) CHECK(code == 28);
}

TEST_CASE("A disk without room is reported before and during the transfer", "[server]") {
  Vendor vendor({.bytes_per_second = 40000000});
  const SmallDisk disk(vendor.home.path() / "disk");
  if (!disk.mounted) {
    WARN("skipped: this user may not mount a small tmpfs");
    return;
  }
  vendor.request.staging = disk.path / "staging";
  std::string what;
  SECTION("before") {
    vendor.server.put("books.json", many_bytes(9 << 20), yesterday);
    what = "are free";
  }
  SECTION("during") {
    vendor.server.put("books.json", many_bytes(6 << 20), yesterday);
    vendor.observer.act = [&] {
      std::ofstream other(disk.path / "other", std::ios::binary);
      other << std::string(22 << 20, 'x');
    };
    what = "cannot write: No space left on device";
  }
  try {
    vendor.pick_up();
    FAIL("there is no room");
  } catch (const Misconfigured& error) {
    CHECK_THAT(error.what(), Catch::Contains(what));
    CHECK_THAT(error.remedy(), Catch::Contains("free space"));
  }
  CHECK_FALSE(std::filesystem::exists(disk.path / "staging" / "books.json"));
}
