#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "curl/client.hpp"
#include "support/catch.hpp"
#include "support/ftp_server.hpp"

using namespace nightjar;
using curl::Access;
using curl::Client;
using curl::Url;
using support::FtpServer;
using support::FtpServerOptions;

namespace {

constexpr std::int64_t yesterday = 1639706400;

Access access_to(const FtpServer& server) {
  Access access;
  access.user = server.user();
  access.password = FtpServer::password;
  access.ca_file = server.ca_file();
  return access;
}

std::string bytes_of(Client& session, const Url& url, std::uint64_t offset = 0) {
  std::string bytes;
  session.download(url, offset, [&](std::string_view piece) { bytes += piece; });
  return bytes;
}

std::string many_bytes(std::size_t size) {
  std::string bytes;
  for (std::size_t i = 0; bytes.size() < size; ++i) bytes += std::to_string(i) + "\n";
  bytes.resize(size);
  return bytes;
}

}  // namespace

TEST_CASE("A session lists, looks at and downloads what a server has", "[server]") {
  const FtpServer server(GENERATE(from_range(support::kinds_of_ftp_server())));
  const std::string books = many_bytes(300000);
  server.put("books.json", books, yesterday);
  server.put("a name.json", "[]", yesterday + 1);
  Client session(access_to(server));
  const Url folder(server.url());

  CHECK(session.names(folder) == std::vector<std::string>{"a name.json", "books.json"});
  const auto state = session.look(folder.child("books.json"));
  REQUIRE(state.has_value());
  CHECK(state->bytes == 300000);
  CHECK(state->modified == Instant(std::chrono::seconds(yesterday)));
  CHECK(bytes_of(session, folder.child("books.json")) == books);
  CHECK(bytes_of(session, folder.child("a name.json")) == "[]");
  CHECK(session.look(folder.child("none.json")) == std::nullopt);
}

TEST_CASE("A session lists files, with their times where the server has MLSD", "[server]") {
  const auto kind = GENERATE(from_range(support::kinds_of_ftp_server()));
  const FtpServer server(kind);
  server.put("books.json", "[]", yesterday);
  server.put("a name; of=2.json", "[]", yesterday + 1);
  std::filesystem::create_directory(server.folder() / "folder");
  Client session(access_to(server));
  const auto files = session.list(Url(server.url()));
  const auto has = [&](const std::string& name, std::int64_t modified) {
    const bool told = kind.program != FtpServerOptions::Program::vsftpd;
    const curl::ListingEntry file{
        name, told ? std::optional(Instant(std::chrono::seconds(modified))) : std::nullopt};
    return std::count(files.begin(), files.end(), file) == 1;
  };
  CHECK(has("books.json", yesterday));
  CHECK(has("a name; of=2.json", yesterday + 1));
}

TEST_CASE("A session goes on from an offset", "[server]") {
  const FtpServer server(GENERATE(from_range(support::kinds_of_ftp_server())));
  const std::string books = many_bytes(100000);
  server.put("books.json", books, yesterday);
  Client session(access_to(server));
  const Url file = Url(server.url()).child("books.json");

  CHECK(bytes_of(session, file, 60000) == books.substr(60000));
  CHECK(bytes_of(session, file, 100000).empty());
  try {
    bytes_of(session, file, 100001);
    FAIL("there is nothing past the end");
  } catch (const Transient& error) {
    CHECK(error.curl_code() == 36);
  }
}

TEST_CASE("A session finds an empty folder empty", "[server]") {
  const FtpServer server(GENERATE(from_range(support::kinds_of_ftp_server())));
  Client session(access_to(server));
  CHECK(session.names(Url(server.url())).empty());
  CHECK(session.list(Url(server.url())).empty());
}

TEST_CASE("A session calls a missing file not there yet", "[server]") {
  const FtpServer server(GENERATE(from_range(support::kinds_of_ftp_server())));
  Client session(access_to(server));
  try {
    bytes_of(session, Url(server.url()).child("books.json"));
    FAIL("there is no such file");
  } catch (const Transient& error) {
    CHECK(error.curl_code() == 78);
    CHECK_THAT(error.what(), Catch::Contains("books.json: not there yet"));
  }
}

TEST_CASE("A session that is refused the login says so without the password", "[server]") {
  const FtpServer server(GENERATE(from_range(support::kinds_of_ftp_server())));
  Access access = access_to(server);
  access.password = "a wrong one";
  Client session(access);
  try {
    session.names(Url(server.url()));
    FAIL("the password is wrong");
  } catch (const Misconfigured& error) {
    CHECK(error.curl_code() == 67);
    CHECK_THAT(error.what(), !Catch::Contains("a wrong one"));
    CHECK_THAT(error.remedy(), Catch::Contains("credentials"));
  }
}

TEST_CASE("A session trusts no certificate but those of its authorities", "[server]") {
  const FtpServer server({.encryption = FtpServerOptions::Encryption::tls});
  const FtpServer other({.encryption = FtpServerOptions::Encryption::tls});
  Access access = access_to(server);
  SECTION("of another authority") { access.ca_file = other.ca_file(); }
  SECTION("with the system's authorities") { access.ca_file.clear(); }
  Client session(access);
  try {
    session.names(Url(server.url()));
    FAIL("the certificate is not trusted");
  } catch (const Misconfigured& error) {
    CHECK(error.curl_code() == 60);
    CHECK_THAT(error.remedy(), Catch::Contains("CA file"));
  }
}

TEST_CASE("A session never falls back to a login in clear", "[server]") {
  const FtpServer server;
  Client session(access_to(server));
  std::string url = server.url();
  url.insert(3, "s");
  CHECK_THROWS_AS(session.names(Url(url)), Misconfigured);
}

TEST_CASE("A session takes user and password from a netrc file", "[server]") {
  const FtpServer server;
  const support::TemporaryFolder home;
  server.put("books.json", "[]", yesterday);
  Access access;
  access.netrc_file = home.write("netrc", "machine 127.0.0.1 login anonymous password " +
                                              std::string(FtpServer::password) + "\n");
  Client session(access);
  CHECK(bytes_of(session, Url(server.url()).child("books.json")) == "[]");
}

TEST_CASE("A session ends when its sink throws, with what the sink threw", "[server]") {
  const FtpServer server;
  server.put("books.json", many_bytes(100000), yesterday);
  Client session(access_to(server));
  const Url file = Url(server.url()).child("books.json");
  const Client::Sink full = [](std::string_view) { throw std::length_error("disk full"); };
  CHECK_THROWS_AS(session.download(file, 0, full), std::length_error);
  CHECK(bytes_of(session, file).size() == 100000);
}

TEST_CASE("A session ends when its watch throws, with what the watch threw", "[server]") {
  const FtpServer server({.bytes_per_second = 100000});
  server.put("books.json", many_bytes(3000000), yesterday);
  bool stop = false;
  Client session(access_to(server), [&] {
    if (stop) throw std::runtime_error("told to stop");
  });
  const Url file = Url(server.url()).child("books.json");
  CHECK_THROWS_WITH(session.download(file, 0, [&](std::string_view) { stop = true; }),
                    "told to stop");
}

TEST_CASE("A session whose server dies has a transient failure", "[server]") {
  FtpServer server({.bytes_per_second = 500000});
  server.put("books.json", many_bytes(3000000), yesterday);
  Client session(access_to(server));
  const Url file = Url(server.url()).child("books.json");
  std::size_t got = 0;
  const Client::Sink kill_it = [&](std::string_view piece) {
    if (got == 0) server.kill();
    got += piece.size();
  };
  CHECK_THROWS_AS(session.download(file, 0, kill_it), Transient);
  CHECK(got > 0);
  CHECK(got < 3000000);
  CHECK_THROWS_AS(session.look(file), Transient);
}

TEST_CASE("A session gives a transfer that is too slow up", "[server]") {
  const FtpServer server({.bytes_per_second = 20000});
  server.put("books.json", many_bytes(1000000), yesterday);
  Access access = access_to(server);
  access.low_speed_bytes = 10000000;
  access.low_speed_time = std::chrono::seconds(1);
  Client session(access);
  try {
    bytes_of(session, Url(server.url()).child("books.json"));
    FAIL("it is slower than the limit");
  } catch (const Transient& error) {
    CHECK(error.curl_code() == 28);
  }
}
