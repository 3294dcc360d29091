#include <string>

#include "base/error.hpp"
#include "config/dataset_reader.hpp"
#include "feed/fingerprinter.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using Catch::StartsWith;
using nightjar::Misconfigured;
using nightjar::config::read_dataset;
using nightjar::feed::ColumnType;
using nightjar::feed::Dataset;
using nightjar::feed::digest_of;
using nightjar::feed::Format;
using nightjar::feed::Kind;
using nightjar::feed::Notation;
using nightjar::yaml::Value;

namespace {

Dataset read(const std::string& yaml) { return read_dataset(Value::of_text(yaml, "d.yaml")); }

/// `before`, which must stand in the text, replaced by `after`.
std::string with(std::string text, const std::string& before, const std::string& after) {
  const std::size_t place = text.find(before);
  REQUIRE(place != std::string::npos);
  return text.replace(place, before.size(), after);
}

const std::string books = R"(dataset: vendor
source: file:///srv/vendor
feeds:
  books:
    file: books.json
    format: json
    kind: snapshot
    key: [title]
    columns:
      title: {type: text, path: /name}
      pages: {type: integer}
    guards: {max_deleted_percent: 20}
    max_record_bytes: 1 MiB
)";

const std::string ratings = R"(dataset: tmdb
source: https://example.com/movies/
feeds:
  ratings:
    file: [ratings.csv, ratings_small.csv]
    format: csv
    kind: append
    key: [user_id, rated_on]
    columns:
      user_id: {type: integer, header: userId}
      rated_on: {type: date, format: [YYYY-MM-DD, MM/DD/YYYY]}
      rated_at: {type: timestamptz, header: timestamp, format: epoch}
      genres: {type: jsonb, format: python}
      budget: {type: integer, null_if: ["0"]}
)";

}  // namespace

TEST_CASE("A dataset has its name, its source with a slash at the end, and its feeds") {
  const Dataset dataset = read(books);
  CHECK(dataset.name == "vendor");
  CHECK(dataset.source.url == "file:///srv/vendor/");
  REQUIRE(dataset.feeds.size() == 1);
  const auto& feed = dataset.feeds[0];
  CHECK(feed.name() == "vendor.books");
  CHECK(feed.file.name == "books.json");
  CHECK(feed.file.alternatives.empty());
  CHECK(feed.format == Format::json);
  CHECK(feed.kind == Kind::snapshot);
  CHECK(feed.key == std::vector<std::size_t>{0});
  CHECK(feed.max_record_bytes == 1 << 20);
}

TEST_CASE("A JSON column without a path is found at its name") {
  const Dataset dataset = read(books);
  const auto& columns = dataset.feeds[0].columns;
  REQUIRE(columns.size() == 2);
  CHECK(columns[0].source == "/name");
  CHECK(columns[1].source == "/pages");
  CHECK(columns[1].type == ColumnType::integer);
}

TEST_CASE("A JSON feed says where its records are, and what of them is a column") {
  const std::string kind = "    kind: snapshot\n";
  const auto at = [&](const std::string& records) {
    return with(books, kind, "    records: " + records + "\n" + kind);
  };
  CHECK_FALSE(read(books).feeds[0].records);
  CHECK(read(at("/data/items")).feeds[0].records == "/data/items");
  CHECK(read(at("\"\"")).feeds[0].records == "");
  const Dataset named = read(with(at("/data/*"), "path: /name", "path: /~key"));
  CHECK(named.feeds[0].columns[0].source == "/~key");
  const auto refused = [](const std::string& yaml, const std::string& what) {
    CHECK_THROWS_WITH(read(yaml), StartsWith("d.yaml:") && Contains(what));
  };
  refused(at("data"), "\"data\", which does not begin with /");
  refused(at("/a/*/b"), "has a * that is not its last step");
  refused(with(at("/data"), "path: /name", "path: /~key"), "names no object");
  refused(with(at("/data"), "format: json", "format: ndjson"), "not allowed");
}

TEST_CASE("A feed without guards has the defaults of the contract") {
  const Dataset dataset = read(with(books, "    guards: {max_deleted_percent: 20}\n", ""));
  const auto& guards = dataset.feeds[0].guards;
  CHECK(guards.max_deleted_percent == 20);
  CHECK(guards.max_rejected_percent == 5);
  CHECK_FALSE(guards.allow_empty);
}

TEST_CASE("A guard may be lifted or tightened") {
  const Dataset dataset =
      read(with(books, "{max_deleted_percent: 20}",
                "{max_deleted_percent: 100, max_rejected_percent: 0, allow_empty: yes}"));
  const auto& guards = dataset.feeds[0].guards;
  CHECK(guards.max_deleted_percent == 100);
  CHECK(guards.max_rejected_percent == 0);
  CHECK(guards.allow_empty);
}

TEST_CASE("A CSV feed reads columns by header, dates by patterns, instants from seconds") {
  const Dataset dataset = read(ratings);
  const auto& feed = dataset.feeds[0];
  CHECK(feed.file.name == "ratings.csv");
  CHECK(feed.file.alternatives == std::vector<std::string>{"ratings_small.csv"});
  CHECK(feed.key == std::vector<std::size_t>{0, 1});
  REQUIRE(feed.columns.size() == 5);
  CHECK(feed.columns[0].source == "userId");
  CHECK(feed.columns[1].source == "rated_on");
  CHECK(feed.columns[1].patterns == std::vector<std::string>{"YYYY-MM-DD", "MM/DD/YYYY"});
  CHECK(feed.columns[2].notation == Notation::epoch_seconds);
  CHECK(feed.columns[3].notation == Notation::python);
  CHECK(feed.columns[4].null_if == std::vector<std::string>{"0"});
}

TEST_CASE("A CSV column may have several names, and may be missing") {
  const auto column = [](const std::string& yaml) {
    return read(with(ratings, "{type: integer, header: userId}", yaml)).feeds[0].columns[0];
  };
  CHECK_FALSE(column("{type: integer}").is_optional);
  const auto named = column("{type: integer, header: [userId, User-Id, uid]}");
  CHECK(named.source == "userId");
  CHECK(named.other_headers == std::vector<std::string>{"User-Id", "uid"});
  const std::string budget = "{type: integer, null_if: [\"0\"]}";
  CHECK(read(with(ratings, budget, "{type: integer, optional: yes}"))
            .feeds[0]
            .columns[4]
            .is_optional);
}

TEST_CASE("The file of a feed may be in a folder with a date") {
  const auto file = [](const std::string& name) {
    return read(with(books, "books.json", "\"" + name + "\"")).feeds[0].file.name;
  };
  for (const std::string& name :
       std::vector<std::string>{"{date}/books.json", "in/day-{date}/x/books-*.json"}) {
    CHECK(file(name) == name);
  }
  for (const std::string& name : std::vector<std::string>{
           "{date}.json", "{date}/{date}/a", "in/books.json", "{date}/", "/{date}/a", "../{date}/a",
           "*/{date}/a", "{date}/.a", "{date}\\\\a"}) {
    CAPTURE(name);
    CHECK_THROWS_WITH(file(name), Contains("is not a file's name"));
  }
}

TEST_CASE("The former name of null_if is read, and the definition is the same") {
  const Dataset written = read(ratings);
  const Dataset formerly = read(with(ratings, "null_if:", "except:"));
  CHECK(formerly.feeds[0].columns[4].null_if == std::vector<std::string>{"0"});
  CHECK(digest_of(formerly.feeds[0]) == digest_of(written.feeds[0]));
}

TEST_CASE("A key keeps its own order, not that of the columns") {
  const Dataset dataset = read(with(books, "key: [title]", "key: [pages, title]"));
  CHECK(dataset.feeds[0].key == std::vector<std::size_t>{1, 0});
}

namespace {

struct Slip {
  const char* before;
  const char* after;
  const char* message;
};

void check_refused(const std::string& yaml, const Slip& slip) {
  CAPTURE(slip.before, slip.after);
  try {
    read(with(yaml, slip.before, slip.after));
    FAIL_CHECK("not refused");
  } catch (const Misconfigured& error) {
    CHECK_THAT(error.what(), StartsWith(slip.message));
    CHECK_FALSE(error.remedy().empty());
  }
}

}  // namespace

TEST_CASE("A slip in a JSON dataset is refused with its file, its line and a remedy") {
  check_refused(
      books,
      GENERATE(values<Slip>({
          {"columns:", "colums:",
           "d.yaml:9: unknown key \"colums\" in feed \"books\"; did you mean \"columns\"?"},
          {"dataset: vendor", "datset: vendor", "d.yaml:1: unknown key \"datset\" in the dataset"},
          {"source:", "schedul: {}\nsource:", "d.yaml:2: unknown key \"schedul\""},
          {"{max_deleted_percent: 20}", "{max_deletd_percent: 20}",
           "d.yaml:12: unknown key \"max_deletd_percent\" in guards of feed \"books\"; did you"},
          {"path: /name", "pth: /name",
           "d.yaml:10: unknown key \"pth\" in column \"title\" of feed \"books\"; did you mean "
           "\"path\"?"},
          {"dataset: vendor", "dataset: Vendor", "d.yaml:1: the dataset name \"Vendor\" is not"},
          {"dataset: vendor", "dataset: nightjar", "d.yaml:1: the dataset name \"nightjar\" is"},
          {"dataset: vendor", "dataset: pg_x", "d.yaml:1: the dataset name \"pg_x\" is taken"},
          {"dataset: vendor", "dataset: [a]", "d.yaml:1: \"dataset\" of the dataset is a list"},
          {"source: file:///srv/vendor", "source: /srv", "d.yaml:2: the source \"/srv\" is not"},
          {"    format: json\n", "", "d.yaml:4: feed \"books\" has no key \"format\""},
          {"format: json", "format: html", "d.yaml:6: \"format\" of feed \"books\" is \"html\""},
          {"kind: snapshot", "kind: snapsot",
           "d.yaml:7: \"kind\" of feed \"books\" is \"snapsot\"; wanted one of snapshot, append; "
           "did you mean \"snapshot\"?"},
          {"key: [title]", "key: [titel]",
           "d.yaml:8: the key column \"titel\" is not among the columns of feed \"books\"; did you "
           "mean \"title\"?"},
          {"key: [title]", "key: []", "d.yaml:8: the key of feed \"books\" is empty"},
          {"key: [title]", "key:", "d.yaml:8: \"key\" of feed \"books\" is empty"},
          {"key: [title]", "key: [title, title]", "d.yaml:8: the key of feed \"books\" names"},
          {"title: {type: text", "title: {type: jsonb", "d.yaml:8: the key column \"title\""},
          {"title: {type: text", "title: {type: double", "d.yaml:8: the key column \"title\""},
          {"title: {type: text", "title: {type: \"text[]\"", "d.yaml:8: the key column \"title\""},
          {"{type: integer}", "{type: int}",
           "d.yaml:11: \"type\" of column \"pages\" of feed \"books\" is \"int\"; wanted one of"},
          {"{type: integer}", "integer", "d.yaml:11: \"pages\" of \"columns\" of feed \"books\""},
          {"{type: integer}", "{path: /pages}",
           "d.yaml:11: column \"pages\" of feed \"books\" has no key \"type\""},
          {"{type: integer}", "{type: integer, header: pages}", "d.yaml:11: \"header\" of column"},
          {"{type: integer}", "{type: integer, path: pages}", "d.yaml:11: \"path\" of column"},
          {"{type: integer}", "{type: integer, format: epoch}", "d.yaml:11: \"format\" of column"},
          {"{type: integer}", "{type: date, format: YYYY-MM}", "d.yaml:11: \"format\" of column"},
          {"{type: integer}", "{type: jsonb, format: epoch}", "d.yaml:11: \"format\" of column"},
          {"{type: integer}", "{type: date, format: []}", "d.yaml:11: \"format\" of column"},
          {"{type: integer}", "{type: text, null_if: [~]}", "d.yaml:11: item 1 of \"null_if\""},
          {"{type: integer}", "{type: text, null_if: [a], except: [b]}",
           "d.yaml:11: unknown key \"except\" in column \"pages\" of feed \"books\""},
          {"pages:", "title:", "d.yaml:11: key \"title\" is repeated, first on line 10"},
          {"pages:", "valid_from:", "d.yaml:11: the column name \"valid_from\" is taken"},
          {"pages:", "valid_to:", "d.yaml:11: the column name \"valid_to\" is taken"},
          {"pages:", "deleted_at:", "d.yaml:11: the column name \"deleted_at\" is taken"},
          {"pages:", "run_id:", "d.yaml:11: the column name \"run_id\" is taken"},
          {"pages:", "row_id:", "d.yaml:11: the column name \"row_id\" is taken"},
          {"pages:", "value_fingerprint:", "d.yaml:11: the column name \"value_fingerprint\""},
          {"pages:", "record:", "d.yaml:11: the column name \"record\" is taken"},
          {"pages:", "spoiled:", "d.yaml:11: the column name \"spoiled\" is taken"},
          {"pages:", "xmin:", "d.yaml:11: the column name \"xmin\" is taken"},
          {"pages:", "Pages:", "d.yaml:11: the column name \"Pages\" is not lower_snake_case"},
          {"pages:", "_pages:", "d.yaml:11: the column name \"_pages\" is not lower_snake_case"},
          {"pages:", "a123456789a123456789a123456789a123456789a12345678:",
           "d.yaml:11: the column name \"a123456789a123456789a123456789a123456789a12345678\" has "
           "49 bytes; at most 48"},
          {"books:", "büchér:", "d.yaml:4: the feed name"},
          {"file: books.json", "file: a/books.json", "d.yaml:5: \"file\" of feed \"books\" is"},
          {"file: books.json", "file: books.xlsx",
           "d.yaml:5: \"file\" of feed \"books\" is \"books.xlsx\": an Excel workbook is not"},
          {"file: books.json", "file: b-*.parquet", "d.yaml:5: \"file\" of feed \"books\" is"},
          {"{type: integer}", "{type: integer, optional: yes}",
           "d.yaml:11: \"optional\" of column"},
          {"file: books.json", "file: ..", "d.yaml:5: \"file\" of feed \"books\" is"},
          {"file: books.json", "file: []", "d.yaml:5: \"file\" of feed \"books\" is an empty"},
          {"file: books.json", "file: [a, b, a]", "d.yaml:4: feed \"books\" names the file \"a\""},
          {"max_deleted_percent: 20", "max_deleted_percent: 101", "d.yaml:12: \"max_deleted_per"},
          {"max_deleted_percent: 20", "max_rejected_percent: -1", "d.yaml:12: \"max_rejected_pe"},
          {"max_deleted_percent: 20", "allow_empty: 'no'", "d.yaml:12: \"allow_empty\" of guards"},
          {"{max_deleted_percent: 20}", "", "d.yaml:12: \"guards\" of feed \"books\" is empty"},
          {"kind: snapshot", "kind: append", "d.yaml:12: \"max_deleted_percent\" of guards of"},
          {"1 MiB", "1 MB", "d.yaml:13: \"max_record_bytes\" of feed \"books\" is \"1 MB\""},
          {"1 MiB", "10", "d.yaml:13: \"max_record_bytes\" of feed \"books\" is \"10\""},
      })));
}

TEST_CASE("A slip in a CSV dataset is refused with its file, its line and a remedy") {
  check_refused(
      ratings,
      GENERATE(values<Slip>({
          {"header: userId", "path: /userId", "d.yaml:10: \"path\" of column \"user_id\""},
          {"header: userId", "header: ''", "d.yaml:10: \"header\" of column \"user_id\""},
          {"header: userId", "header: []", "d.yaml:10: \"header\" of column \"user_id\""},
          {"header: userId", "optional: yes", "d.yaml:8: the key column \"user_id\""},
          {"header: userId", "header: [userId, rated_on]",
           "d.yaml:11: columns \"user_id\" and \"rated_on\" both read the header \"rated_on\""},
          {"header: userId", "header: rated_on",
           "d.yaml:11: columns \"user_id\" and \"rated_on\" both read the header \"rated_on\""},
          {"{type: jsonb, format: python}", "{type: \"text[]\"}",
           "d.yaml:13: column \"genres\" of feed \"ratings\" is a text[], but a field holds"},
          {"format: [YYYY-MM-DD, MM/DD/YYYY]", "format: [YYYY-MM-DD, DD.MMM.YYYY]",
           "d.yaml:11: item 2 of \"format\" of column \"rated_on\""},
          {"    key:", "    max_record_bytes: 17 MiB\n    key:", "d.yaml:8: \"max_record_bytes\""},
      })));
}

TEST_CASE("A dataset that was cut short or has a byte changed is read or refused, never worse") {
  const auto survives = [](const std::string& yaml) {
    try {
      read(yaml);
    } catch (const Misconfigured& error) {
      return !error.remedy().empty() && std::string_view(error.what()).starts_with("d.yaml:");
    }
    return true;
  };
  for (std::size_t length = 0; length < books.size(); ++length) {
    CAPTURE(length);
    CHECK(survives(books.substr(0, length)));
  }
  for (std::size_t place = 0; place < ratings.size(); ++place) {
    for (const char c : {'\0', '\t', '\n', ' ', ':', '[', '}', '"', '\'', '*', '&', '!', '\xff'}) {
      std::string yaml = ratings;
      yaml[place] = c;
      CAPTURE(place, c);
      CHECK(survives(yaml));
    }
  }
}

TEST_CASE("A dump in several files is told by a pattern, and by a manifest if there is one") {
  const auto file = [](const std::string& text) {
    return read(with(books, "file: books.json", text)).feeds[0].file;
  };
  CHECK_FALSE(file("file: books-*.json").all_parts);
  CHECK(file("file: [\"b-*.json\", \"{date}/*.json\"]\n    parts: all").all_parts);
  CHECK(file("file: b-*.json\n    parts: all\n    manifest: b-*.txt").manifest == "b-*.txt");
}

TEST_CASE("A slip in the parts of a dump is refused with its file, its line and a remedy") {
  check_refused(
      books,
      GENERATE(values<Slip>({
          {"file: books.json", "file: b-*.json\n    parts: some",
           "d.yaml:6: \"parts\" of feed \"books\" is \"some\"; wanted"},
          {"file: books.json", "file: books.json\n    parts: all",
           "d.yaml:6: \"parts\" of feed \"books\", but `file: books.json` is the name of one file"},
          {"file: books.json", "file: [b-*.json, books.json]\n    parts: all",
           "d.yaml:6: \"parts\" of feed \"books\", but `file: books.json` is"},
          {"file: books.json", "file: b-*.json\n    newest: by_time\n    parts: all",
           "d.yaml:7: \"parts\" of feed \"books\" and `newest: by_time` contradict each other"},
          {"file: books.json", "file: b-*.json\n    manifest: b.txt",
           "d.yaml:6: \"manifest\" of feed \"books\" is not allowed without `parts: all`"},
          {"file: books.json", "file: b-*.json\n    parts: all\n    manifest: in/b.txt",
           "d.yaml:7: \"manifest\" of feed \"books\" is \"in/b.txt\", which is not a file's name"},
      })));
}

TEST_CASE("A dataset without feeds is refused") {
  CHECK_THROWS_WITH(read("dataset: a\nsource: file:///a/\nfeeds: {}\n"),
                    "d.yaml:3: the dataset has no feeds");
  CHECK_THROWS_WITH(read("dataset: a\nsource: file:///a/\n"),
                    "d.yaml:1: the dataset has no key \"feeds\"");
}

TEST_CASE("Two feeds of a dataset may not share a file or each other's relations") {
  const std::string body =
      "{file: f.json, format: json, kind: append, key: id, columns: {id: {type: text}}}\n";
  const std::string head = "dataset: a\nsource: file:///a/\nfeeds:\n  books: " + body;
  CHECK_THROWS_WITH(read(head + "  films: " + body),
                    "d.yaml:5: feed \"films\" names the file \"f.json\", which feed \"books\" has "
                    "named already");
  CHECK_THROWS_WITH(read(head + "  books_history: " + with(body, "f.json", "g.json")),
                    StartsWith("d.yaml:5: the feed name \"books_history\" is taken"));
  CHECK_THROWS_WITH(read(head + "  books: " + body), Contains("is repeated"));
  CHECK(read(head + "  films: " + with(body, "f.json", "g.json")).feeds.size() == 2);
}

TEST_CASE("After which time data is stale is said of the dataset, and of a feed in its place") {
  using std::chrono::hours;
  CHECK_FALSE(read(books).feeds[0].stale_after.has_value());
  const std::string all = with(books, "feeds:", "stale_after: 3d\nfeeds:");
  CHECK(read(all).feeds[0].stale_after == hours(72));
  CHECK(read(with(all, "    guards:", "    stale_after: 12h\n    guards:")).feeds[0].stale_after ==
        hours(12));
  CHECK_THROWS_WITH(read(with(books, "feeds:", "stale_after: soon\nfeeds:")),
                    StartsWith("d.yaml:3: ") && Contains("stale_after"));
}
