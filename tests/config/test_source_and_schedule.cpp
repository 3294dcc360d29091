#include <bitset>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "config/schedule_reader.hpp"
#include "config/source_reader.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using Catch::StartsWith;
using nightjar::Misconfigured;
using nightjar::config::at_url;
using nightjar::config::read_schedule;
using nightjar::config::read_source;
using nightjar::yaml::Value;
using namespace nightjar::feed;
using namespace std::chrono_literals;

namespace {

Source source(const std::string& yaml) { return read_source(Value::of_text(yaml, "d.yaml")); }
Schedule schedule(const std::string& yaml) { return read_schedule(Value::of_text(yaml, "d.yaml")); }

struct Slip {
  std::string yaml;
  std::string message;
};

template <class Read>
void check_refused(const Slip& slip, Read&& read) {
  CAPTURE(slip.yaml);
  try {
    read(slip.yaml);
    FAIL_CHECK("not refused");
  } catch (const Misconfigured& error) {
    CHECK_THAT(error.what(), StartsWith(slip.message));
    CHECK_FALSE(error.remedy().empty());
  }
}

}  // namespace

TEST_CASE("A source may be a URL alone") {
  const Source read = source("sftp://host/export");
  CHECK(read.url == "sftp://host/export/");
  CHECK(read.credentials.from == Credentials::From::none);
  CHECK(read.stable_after() == 60s);
  CHECK(source("file:///srv/x/").stable_after() == 0s);
}

TEST_CASE("A source has all that a pick-up needs to know") {
  const Source read = source(R"(url: ftp://ftp.example.com:2121/export
login: {credential: login_vendor}
plain_ftp: allowed
ca_file: /etc/nightjar/ca.pem
ssh_key_file: /etc/nightjar/key
known_hosts_file: /etc/nightjar/known_hosts
connect_timeout: 30s
low_speed: {bytes_per_second: 4 KiB, during: 2min}
retry: {first: 1s, factor: 3, longest: 1min, jitter: 0.5}
stable_for: 5min
give_up_after: 2h
marker: _SUCCESS
checksum: "{file}.sha256"
limits: {max_expanded_bytes: 1 TiB, max_ratio: 50, max_window: 2 GiB}
)");
  CHECK(read.url == "ftp://ftp.example.com:2121/export/");
  CHECK(read.credentials.from == Credentials::From::credential);
  CHECK(read.credentials.name == "login_vendor");
  CHECK(read.plain_ftp == PlainFtp::allowed);
  CHECK(read.ca_file == "/etc/nightjar/ca.pem");
  CHECK(read.ssh_key_file == "/etc/nightjar/key");
  CHECK(read.known_hosts_file == "/etc/nightjar/known_hosts");
  CHECK(read.connect_timeout == 30s);
  CHECK(read.low_speed.bytes_per_second == 4096);
  CHECK(read.low_speed.during == 120s);
  CHECK(read.retry.first == 1s);
  CHECK(read.retry.factor == 3);
  CHECK(read.retry.longest == 60s);
  CHECK(read.retry.jitter == 0.5);
  CHECK(read.stable_after() == 300s);
  CHECK(read.give_up_after == 2h);
  CHECK(read.marker == "_SUCCESS");
  CHECK(read.checksum == "{file}.sha256");
  CHECK(read.limits.max_expanded_bytes == std::uint64_t{1} << 40);
  CHECK(read.limits.max_ratio == 50);
  CHECK(read.limits.max_window == std::uint64_t{1} << 31);
}

TEST_CASE("A slip in a source is refused with its line and a remedy, and without its password") {
  check_refused(
      GENERATE(values<Slip>({
          {"url: ftps://h/\nlogn: {file: /x}", "d.yaml:2: unknown key \"logn\" in the source; did"},
          {"login: {file: /x}", "d.yaml:1: the source has no key \"url\""},
          {"url: ftp://joe:hunter2@h/x/", "d.yaml:1: ftp://…@h/x/ is plain FTP"},
          {"ftp://h/", "d.yaml:1: ftp://h/ is plain FTP"},
          {"url: gopher://h/", "d.yaml:1: the source \"gopher://h/\" has a scheme that"},
          {"url: ftps://h/\nlogin: {}", "d.yaml:2: the login does not say"},
          {"url: ftps://h/\nlogin: {file: /x, netrc: /y}", "d.yaml:2: \"netrc\" of login of the"},
          {"url: ftps://h/\nlogin: {file: x}", "d.yaml:2: \"file\" of login of the source is"},
          {"url: ftps://h/\nplain_ftp: yes", "d.yaml:2: \"plain_ftp\" of the source is \"yes\""},
          {"url: ftps://h/\nstable_for: 60",
           "d.yaml:2: \"stable_for\" of the source is \"60\"; "
           "wanted a time from 0s to 1d"},
          {"url: ftps://h/\nstable_for: -1s", "d.yaml:2: \"stable_for\" of the source is"},
          {"url: ftps://h/\ngive_up_after: 8d", "d.yaml:2: \"give_up_after\" of the source is"},
          {"url: ftps://h/\nretry: {first: 1h, longest: 1min}", "d.yaml:2: the longest wait"},
          {"url: ftps://h/\nretry: {jitter: 2}", "d.yaml:2: \"jitter\" of retry of the source"},
          {"url: ftps://h/\nmarker: a/b", "d.yaml:2: \"marker\" of the source is \"a/b\""},
          {"url: ftps://h/\nchecksum: \"{file}\"", "d.yaml:2: \"checksum\" of the source is"},
          {"url: ftps://h/\nlimits: {max_ratio: 0}", "d.yaml:2: \"max_ratio\" of limits of the"},
          {"url: ftps://h/\nlimits: {max_window: 4 GiB}", "d.yaml:2: \"max_window\" of limits of"},
          {"url: ftps://h/\nlimits: {max_window: 3 MiB}",
           "d.yaml:2: \"max_window\" of limits of the"},
          {"[ftps://h/]", "d.yaml:1: the file is a list"},
      })),
      source);
}

TEST_CASE("Another URL keeps everything else, and a login never goes in clear to another place") {
  const Source with_login = source("url: ftps://h/\nlogin: {file: /x}\nstable_for: 0s");
  const Source other = at_url(with_login, "ftp://elsewhere/");
  CHECK(other.url == "ftp://elsewhere/");
  CHECK(other.credentials.name == "/x");
  CHECK(other.stable_after() == 0s);
  CHECK(other.plain_ftp == PlainFtp::refused);
  CHECK(at_url(source("file:///srv/"), "ftp://joe@elsewhere").plain_ftp == PlainFtp::allowed);
  CHECK_THROWS_AS(at_url(with_login, "nowhere"), Misconfigured);
}

TEST_CASE("A schedule is a time of day in a zone, or a period") {
  const Schedule daily = schedule("{daily_at: \"02:30\", zone: Europe/Paris, window: 4h}");
  CHECK(std::get<Calendar>(daily.due) == Calendar{{150min}, "Europe/Paris"});
  CHECK(daily.window == 4h);
  CHECK(daily.late_after == 2h);
  CHECK(std::get<Calendar>(schedule("{daily_at: 23:59, zone: UTC}").due).times ==
        std::vector<std::chrono::minutes>{1439min});
  const Schedule hourly = schedule("{every: 1h, late_after: 10min}");
  CHECK(std::get<Every>(hourly.due) == Every{1h});
  CHECK(hourly.late_after == 10min);
}

TEST_CASE("A schedule is several times a day, on days of the week or of the month, in months") {
  const auto calendar = [](const std::string& yaml) {
    return std::get<Calendar>(schedule("{zone: UTC, " + yaml + "}").due);
  };
  CHECK(calendar("at: 02:00") == std::get<Calendar>(schedule("{daily_at: 02:00, zone: UTC}").due));
  CHECK(calendar("at: [\"14:00\", \"02:00\"]").times ==
        std::vector<std::chrono::minutes>{120min, 840min});
  CHECK(calendar("at: 02:00, days: [mon-fri]").weekdays == std::bitset<7>("0111110"));
  CHECK(calendar("at: 02:00, days: [mon, sat-sun]").weekdays == std::bitset<7>("1000011"));
  CHECK(calendar("at: 02:00, days: fri-mon").weekdays == std::bitset<7>("1100011"));
  CHECK(calendar("at: 02:00, days: mon").month_days.all());
  CHECK(calendar("at: 02:00, days: [1, 15-16, last]").month_days ==
        std::bitset<32>(1 | 1 << 1 | 1 << 15 | 1 << 16));
  CHECK(calendar("at: 02:00, days: 31").weekdays.all());
  CHECK(calendar("at: 02:00, months: [nov-feb, jul]").months == std::bitset<12>("110001000011"));
  CHECK(calendar("at: 02:00, days: 29, months: feb").month_days == std::bitset<32>(1U << 29));
  CHECK(schedule("{at: 02:00, zone: UTC, days: 1, window: 10d, late_after: 31d}").window == 240h);
}

TEST_CASE("A slip in a schedule is refused with its line and a remedy") {
  check_refused(
      GENERATE(values<Slip>({
          {"{}", "d.yaml:1: the schedule says no time"},
          {"{every: 1h, daily_at: 02:00}", "d.yaml:1: the schedule has both daily_at and every"},
          {"{at: 03:00, daily_at: 02:00}", "d.yaml:1: the schedule has both at and daily_at"},
          {"{daily_at: 02:00}", "d.yaml:1: the schedule has no key \"zone\""},
          {"{daily_at: 24:00, zone: UTC}", "d.yaml:1: \"daily_at\" of the schedule is \"24:00\""},
          {"{daily_at: 02:60, zone: UTC}", "d.yaml:1: \"daily_at\" of the schedule is \"02:60\""},
          {"{daily_at: 2am, zone: UTC}", "d.yaml:1: \"daily_at\" of the schedule is \"2am\""},
          {"{daily_at: 0a:00, zone: UTC}", "d.yaml:1: \"daily_at\" of the schedule is \"0a:00\""},
          {"{daily_at: 02:00, zone: UTC, days: mon}",
           "d.yaml:1: the schedule is daily_at a time, and yet not on every day"},
          {"zone: UTC\nat: []", "d.yaml:2: \"at\" of the schedule has no time"},
          {"zone: UTC\nat:\n  - 02:00\n  - 2am",
           "d.yaml:4: item 2 of \"at\" of the schedule is \"2am\""},
          {"zone: UTC\nat: [02:00, 02:00]", "d.yaml:2: \"at\" of the schedule has 02:00 twice"},
          {"at: 02:00\ndays: []", "d.yaml:2: \"days\" of the schedule has no day"},
          {"at: 02:00\ndays: [Monday]",
           "d.yaml:2: item 1 of \"days\" of the schedule is \"Monday\""},
          {"at: 02:00\ndays: [0]", "d.yaml:2: item 1 of \"days\" of the schedule is \"0\""},
          {"at: 02:00\ndays: [32]", "d.yaml:2: item 1 of \"days\" of the schedule is \"32\""},
          {"at: 02:00\ndays: [7-1]", "d.yaml:2: item 1 of \"days\" of the schedule is \"7-1\""},
          {"at: 02:00\ndays: [mon-5]", "d.yaml:2: item 1 of \"days\" of the schedule is \"mon-5\""},
          {"at: 02:00\ndays: [-1]", "d.yaml:2: item 1 of \"days\" of the schedule is \"-1\""},
          {"at: 02:00\ndays: [mon, 1]", "d.yaml:2: \"days\" of the schedule has days of the week"},
          {"at: 02:00\nmonths: [13]", "d.yaml:2: item 1 of \"months\" of the schedule is \"13\""},
          {"at: 02:00\nmonths: []", "d.yaml:2: \"months\" of the schedule has no month"},
          {"at: 02:00\nmonths: [feb, apr]\ndays: 31",
           "d.yaml:3: the schedule names a day that never comes"},
          {"{at: 02:00, days: [mon]}", "d.yaml:1: the schedule has no key \"zone\""},
          {"{every: 0s}", "d.yaml:1: \"every\" of the schedule is \"0s\""},
          {"{every: 1h, zone: UTC}", "d.yaml:1: unknown key \"zone\" in the schedule"},
          {"{every: 1h, days: mon}", "d.yaml:1: unknown key \"days\" in the schedule"},
          {"{every: often}", "d.yaml:1: \"every\" of the schedule is \"often\""},
          {"{every: 1h, window: 0s}", "d.yaml:1: \"window\" of the schedule is \"0s\""},
          {"{every: 1h, window: 32d}", "d.yaml:1: \"window\" of the schedule is \"32d\""},
      })),
      schedule);
}
