#include <string>

#include "feed/record_mapper.hpp"
#include "feed/row.hpp"
#include "support/catch.hpp"

using namespace nightjar::feed;

namespace {

Definition cafes(Format format) {
  Definition feed;
  feed.format = format;
  feed.encoding = "windows-1252";
  const bool is_csv = format == Format::csv;
  feed.columns = {{"id", ColumnType::text, is_csv ? "id" : "/id", {}, {}, {}},
                  {"name", ColumnType::text, is_csv ? "n\xc3\xa4me" : "/n\xc3\xa4me", {}, {}, {}}};
  feed.key = {0};
  return feed;
}

struct Mapped {
  Mapped(Format format, std::string record, std::uint64_t length = 0) {
    const Definition feed = cafes(format);
    const std::size_t bytes = record.size();
    record.append(Record::padding, '\0');
    result = make_record_mapper(feed, "id,n\xe4me", "f")
                 ->map({std::string_view(record).substr(0, bytes), 0, length == 0 ? bytes : length},
                       row);
  }
  MappedRecord result;
  Row row;
};

}  // namespace

TEST_CASE("A record of another encoding is mapped as if it were in UTF-8") {
  const Mapped csv(Format::csv, "1,caf\xe9 \x80");
  CHECK(csv.result.outcome == MappingOutcome::whole);
  CHECK(csv.row.field(1) == "caf\xc3\xa9 \xe2\x82\xac");
  const Mapped json(Format::ndjson, "{\"id\":\"1\",\"n\xe4me\":\"caf\xe9\"}");
  CHECK(json.row.field(1) == "caf\xc3\xa9");
}

TEST_CASE("A byte that stands for no character spoils its record, whose key is known") {
  const Mapped csv(Format::csv, "1,a\x81");
  CHECK(csv.result.outcome == MappingOutcome::spoiled);
  REQUIRE(csv.result.violation);
  CHECK(csv.result.violation->reason == Reason::invalid_text);
  CHECK(csv.result.violation->detail ==
        "byte 3 of the record, 0x81, is no character of windows-1252");
  CHECK(csv.row.field(0) == "1");
  CHECK(Mapped(Format::csv, "\x81,a").result.outcome == MappingOutcome::unknown);
}

TEST_CASE("A record of another encoding that is too long is rejected as such") {
  const Mapped csv(Format::csv, "1,caf\xe9", 99'000'000);
  REQUIRE(csv.result.violation);
  CHECK(csv.result.violation->reason == Reason::too_long);
  CHECK(csv.row.field(0) == "1");
}
