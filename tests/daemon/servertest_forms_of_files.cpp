#include <filesystem>
#include <fstream>

#include "daemon/program.hpp"

using Catch::Contains;
using nightjar::support::Outcome;
using nightjar::support::Program;
using nightjar::support::run;

namespace {

constexpr int held = 3;

/// A dataset of one feed in the place of the program's own; its table is `vendor.books`.
void describe(const Program& program, const std::string& feed) {
  std::ofstream(program.settings_file().parent_path() / "datasets/streaming/vendor.yaml",
                std::ios::binary)
      << "dataset: vendor\nsource: " + program.source() + "\nfeeds:\n  books:\n" + feed +
             "    kind: snapshot\n    key: [title]\n    guards: {max_deleted_percent: 100}\n";
}

/// The nights of a test, a day apart.
class Nights {
 public:
  explicit Nights(const Program& program) : program_(program) {}

  Outcome next() {
    const std::string as_of = "2022-01-0" + std::to_string(++day_) + "T03:00:00Z";
    Outcome outcome = program_.nightjar({"run", "vendor", "--as-of", as_of, "--json"});
    INFO(outcome.output << outcome.errors);
    return outcome;
  }
  /// The counts of a night, from `"read"` on.
  std::string counts() {
    const Outcome outcome = next();
    INFO(outcome.output << outcome.errors);
    REQUIRE(outcome.exit_code == 0);
    const auto at = outcome.output.find("\"read\":");
    REQUIRE(at != std::string::npos);
    return outcome.output.substr(at, outcome.output.find(",\"rejected\"", at) - at);
  }

 private:
  const Program& program_;
  int day_ = 0;
};

std::string counts(int read, int inserted, int updated, int deleted, int unchanged) {
  return "\"read\":" + std::to_string(read) + ",\"inserted\":" + std::to_string(inserted) +
         ",\"updated\":" + std::to_string(updated) + ",\"deleted\":" + std::to_string(deleted) +
         ",\"restored\":0,\"unchanged\":" + std::to_string(unchanged);
}

}  // namespace

TEST_CASE("The members of an object in a wrapper are rows, recognised the next night", "[server]") {
  const Program program;
  Nights nights(program);
  describe(program,
           "    file: b.json\n    format: json\n    records: /data/*\n"
           "    columns: {title: {type: text, path: /~key}, pages: {type: integer}}\n");
  program.put("b.json", R"({"at":1,"data":{"a":{"pages":1},"b":{"pages":2},"c":{"pages":2}}})");
  CHECK(nights.counts().starts_with(counts(3, 3, 0, 0, 0)));
  program.put("b.json", R"({"at":2, "data":{"b":{"pages":2},"a":{"pages":7},"d":{"pages":2}}})");
  CHECK(nights.counts().starts_with(counts(3, 1, 1, 1, 1)));
  program.put("b.json",
              R"({"data": {"a":{"pages":7},"b":{"pages":2} ,"d":{ "pages":2.0}},"at":3})");
  CHECK(nights.counts().starts_with(counts(3, 0, 0, 0, 3)));
  CHECK(program.database().query("SELECT string_agg(title || pages, ' ' ORDER BY title) FROM "
                                 "vendor.books_live") == "a7 b2 d2");
}

TEST_CASE("A column that the vendor renames or adds changes nothing else", "[server]") {
  const Program program;
  Nights nights(program);
  describe(program,
           "    file: b.csv\n    format: csv\n    columns:\n"
           "      title: {type: text, header: [Book/Title, Book_Title]}\n"
           "      pages: {type: integer, optional: yes}\n");
  program.put("b.csv", "Book/Title\na\nb\n");
  CHECK(nights.counts().starts_with(counts(2, 2, 0, 0, 0)));
  program.put("b.csv", "Book_Title,note\na,x\nb,y\n");
  CHECK(nights.counts().starts_with(counts(2, 0, 0, 0, 2)));
  program.put("b.csv", "pages,Book_Title\n7,a\n,b\n");
  CHECK(nights.counts().starts_with(counts(2, 0, 1, 0, 1)));
}

TEST_CASE("A file comes from the folder of the newest date, and never from an older one",
          "[server]") {
  const Program program;
  Nights nights(program);
  describe(program,
           "    file: \"{date}/b.csv\"\n    format: csv\n"
           "    columns: {title: {type: text}, pages: {type: integer}}\n");
  const auto put = [&](const std::string& day, const std::string& text) {
    std::filesystem::create_directories(program.file(day));
    program.put(day + "/b.csv", text);
  };
  put("2024-01-01", "title,pages\na,1\n");
  put("2023-12-31", "title,pages\nz,1\n");
  CHECK(nights.counts().starts_with(counts(1, 1, 0, 0, 0)));
  put("2024-01-02", "title,pages\na,2\n");
  CHECK(nights.counts().starts_with(counts(1, 0, 1, 0, 0)));
  std::filesystem::remove_all(program.file("2024-01-02"));
  const Outcome older = nights.next();
  CHECK(older.exit_code == held);
  CHECK_THAT(older.output + older.errors,
             Contains("2024-01-01/b.csv, the newest file at the source, is older by its name than "
                      "2024-01-02/b.csv"));
  CHECK_THAT(program.nightjar({"archive", "list"}).output, Contains("2024-01-02/b.csv"));
}

TEST_CASE("A file may be a member of a packed tar archive", "[server]") {
  const Program program;
  Nights nights(program);
  describe(program,
           "    file: b.tar.gz\n    member: \"out/b*.csv\"\n    format: csv\n"
           "    columns: {title: {type: text}, pages: {type: integer}}\n");
  std::filesystem::create_directories(program.file("out"));
  program.put("out/b1.csv", "title,pages\na,1\n");
  program.put("out/c.csv", "x\n1\n");
  REQUIRE(run({.words = {"tar", "czf", "b.tar.gz", "out"}, .folder = program.file("")}).exit_code ==
          0);
  CHECK(nights.counts().starts_with(counts(1, 1, 0, 0, 0)));
  CHECK(nights.counts().starts_with(counts(1, 0, 0, 0, 1)));
}

TEST_CASE("A bank's fixed-width file is loaded night by night, if its trailer says it is whole",
          "[server]") {
  const Program program;
  Nights nights(program);
  describe(program,
           "    file: a.txt\n    format: fixed\n    encoding: windows-1252\n"
           "    fixed: {skip_lines: 1, trailer: \"T{records}*\"}\n    columns:\n"
           "      title: {type: text, at: 1-10}\n"
           "      pages: {type: integer, at: 11-16, implied_decimals: 2}\n"
           "      publisher: {type: text, at: 17-30}\n");
  program.put("a.txt",
              "HACCOUNTS 20240101\n"
              "DE-1      001200Caf\xe9 Ltd      \n"
              "DE-2      000300Mill\n"
              "DE-3           \n"
              "T0003               \n");
  CHECK(nights.counts().starts_with(counts(3, 3, 0, 0, 0)));
  CHECK(program.database().query("SELECT publisher FROM vendor.books WHERE pages = 12") ==
        "Caf\xc3\xa9 Ltd");
  program.put("a.txt",
              "HACCOUNTS 20240102\r\n"
              "DE-2      000400Mill\r\n"
              "DE-1      1200  Caf\xe9 Ltd\r\n"
              "DE-4      0001\r\n"
              "T0003\r\n");
  CHECK(nights.next().exit_code == held);  // DE-4 ends inside its number
  program.put("a.txt",
              "HACCOUNTS 20240102\r\n"
              "DE-2      000400Mill\r\n"
              "DE-1      1200  Caf\xe9 Ltd\r\n"
              "T0002\r\n");
  CHECK(nights.counts().starts_with(counts(2, 0, 1, 1, 1)));
  program.put("a.txt", "HACCOUNTS 20240103\nDE-2      000400Mill\nDE-1      0012");
  const Outcome cut = nights.next();
  CHECK(cut.exit_code == 1);
  CHECK_THAT(cut.output + cut.errors, Contains("the file is cut short at byte"));
}

TEST_CASE("One fixed-width file is checked without a database", "[server]") {
  const Program program;
  describe(program,
           "    file: a.txt\n    format: fixed\n    fixed: {record_length: 8}\n    columns:\n"
           "      title: {type: text, at: 1-4}\n      pages: {type: integer, at: 5-8}\n");
  program.put("a.txt", "a   0012b   12x c      1");
  const Outcome checked =
      program.nightjar({"check", "--file", program.file("a.txt").string(), "vendor.books"});
  CHECK_THAT(checked.output + checked.errors,
             Contains("pages: \"12x\" is not of type integer") && Contains("b   12x"));
}

TEST_CASE("A catalogue in XML is loaded night by night, whatever its layout", "[server]") {
  const Program program;
  Nights nights(program);
  describe(program,
           "    file: b.xml\n    format: xml\n    records: /c:catalog/c:book\n    columns:\n"
           "      title: {type: text, path: /c:title}\n"
           "      pages: {type: integer, path: /c:size/@pages}\n"
           "      publisher: {type: text, path: /c:publisher/name}\n");
  const std::string front =
      "<?xml version='1.0' encoding='ISO-8859-1'?>\n<!-- by the vendor -->\n"
      "<c:catalog xmlns:c='urn:catalog' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>\n";
  program.put("b.xml", front +
                           " <c:book><c:title><![CDATA[A & B]]></c:title><c:size pages='1'/>\n"
                           "  <c:publisher><name>Caf\xe9</name></c:publisher></c:book>\n"
                           " <c:book><c:title>C</c:title><c:size pages=' 2 '/></c:book>\n"
                           " <c:book><c:title>D</c:title><c:publisher xsi:nil='true'/></c:book>\n"
                           "</c:catalog>\n");
  CHECK(nights.counts().starts_with(counts(3, 3, 0, 0, 0)));
  CHECK(program.database().query("SELECT title || publisher FROM vendor.books WHERE pages = 1") ==
        "A & BCaf\xc3\xa9");
  program.put("b.xml",
              front +
                  " <c:book><c:title>D</c:title><c:publisher xsi:nil='true'/></c:book>\n"
                  " <c:book><c:title>A &amp; B</c:title><c:size pages='1'></c:size>\n"
                  "  <c:publisher>\n   <name>Caf&#xE9;</name>\n  </c:publisher>\n </c:book>\n"
                  " <c:book><c:title>E</c:title><c:size pages='many'/></c:book>\n"
                  " <c:book><c:title>F</c:title></c:book></c:catalog>");
  CHECK(nights.next().exit_code == held);  // E has pages that are no number
  program.put("b.xml",
              front +
                  " <c:book><c:title>D</c:title><c:publisher xsi:nil='true'/></c:book>\n"
                  " <c:book><c:title>A &amp; B</c:title><c:size pages='1'></c:size>\n"
                  "  <c:publisher>\n   <name>Caf&#xE9;</name>\n  </c:publisher>\n </c:book>\n"
                  " <c:book><c:title>F</c:title></c:book></c:catalog>");
  CHECK(nights.counts().starts_with(counts(3, 1, 0, 1, 2)));
  // The same bytes in another encoding are other texts.
  program.put(
      "b.xml",
      "<?xml version='1.0' encoding='windows-1252'?>\n"
      "<c:catalog><c:book><c:title>D</c:title></c:book><c:book><c:title>A &amp; B</c:title>"
      "<c:size pages='1'/><c:publisher><name>\x80</name></c:publisher></c:book></c:catalog>");
  CHECK(nights.counts().starts_with(counts(2, 0, 1, 1, 1)));
  program.put("b.xml", front + " <c:book><c:title>D</c:title></c:book>\n <c:book>");
  const Outcome cut = nights.next();
  CHECK(cut.exit_code == 1);
  CHECK_THAT(cut.output + cut.errors, Contains("the file is cut short at byte"));
}

TEST_CASE("A file of XML is checked, and one that declares entities is refused", "[server]") {
  const Program program;
  describe(program,
           "    file: b.xml\n    format: xml\n    records: /catalog/book\n"
           "    columns: {title: {type: text}, pages: {type: integer}}\n");
  const auto check = [&](const std::string& text) {
    program.put("b.xml", text);
    const Outcome outcome =
        program.nightjar({"check", "--file", program.file("b.xml").string(), "vendor.books"});
    return outcome.output + outcome.errors;
  };
  CHECK_THAT(check("<catalog>\n<book><title>a</title><pages>x</pages></book></catalog>"),
             Contains("pages: \"x\" is not of type integer") && Contains("<book><title>a"));
  CHECK_THAT(check("<!DOCTYPE c [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><catalog/>"),
             Contains("its DOCTYPE has declarations of its own") && Contains("what to do"));
}
