#include <filesystem>
#include <string>

#include "base/error.hpp"
#include "inference/column_name.hpp"
#include "inference/encoding_guess.hpp"
#include "inference/proposal.hpp"
#include "support/catch.hpp"
#include "support/real_data.hpp"
#include "support/temporary_folder.hpp"

using Catch::Contains;
using nightjar::inference::Proposal;
using nightjar::inference::propose;
using Names = std::vector<std::string>;

namespace {

Proposal proposal_for(const std::string& content, const std::string& name = "items.dat") {
  const nightjar::support::TemporaryFolder folder;
  folder.write(name, content);
  return propose({"shop", "items", folder.path() / name});
}

/// The proposal holds the lines, and all of the file's records fit it.
void check(const std::string& content, const Names& lines) {
  INFO(content);
  const Proposal proposal = proposal_for(content);
  for (const std::string& line : lines) CHECK_THAT(proposal.yaml, Contains(line));
  CHECK(proposal.dataset.has_value());
  CHECK(proposal.misfits == 0);
}

std::string refusal(const std::string& content) {
  try {
    proposal_for(content);
  } catch (const nightjar::UsageError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("The dialect of a CSV is proposed") {
  check("id,name\n1,tea\n2,\"a, b\"\n",
        {"format: csv\n    kind", "key: [id]", "name: {type: text}"});
  check("id;price\n1;1,5\n2;22,25\n", {"csv: {delimiter: \";\"}", "decimal: \",\""});
  check("id\tname\n1\ttea\n2\tmilk\n", {"csv: {delimiter: \"\\t\"}"});
  check("1|tea|2.5\n2|milk|3.5\n",
        {"delimiter: \"|\", header: no", "column_2: {type: text, position: 2}"});
  check("id,name\n1,\"the \\\"city\\\", x\"\n2,\"y\"\n", {"escape: backslash"});
  check("id,name\n1,'a, b'\n2,'c'\n3,'d'\n", {"quote: \"'\""});
  check("Report of today\nid,name,n\n1,tea,5\n2,milk,6\n", {"skip_lines: 1"});
  check("# made today\nid,name\n1,tea\n2,milk\n", {"comment: \"#\""});
  check("id,name\n1,tea\n2,milk\nTRAILER;2\n", {"trailer: \"TRAILER;{records}\""});
}

TEST_CASE("The place of the records in a JSON file is proposed") {
  check(R"([{"id": 1}, {"id": 2}])", {"format: json\n    kind"});
  check("{\"id\": 1}\n{\"id\": 2}\n", {"format: ndjson"});
  check(R"({"count": 2, "data": {"items": [{"id": 1}, {"id": 2}]}})", {"records: \"/data/items\""});
  check(R"({"data": {"x1": {"n": 1}, "x2": {"n": 1}}})",
        {"records: \"/data/*\"", "key: {type: text, path: \"/~key\"}"});
  check("{\n\"id\": 1\n}\n{\n\"id\": 2\n}\n", {"records: \"\""});
}

TEST_CASE("Nested members are columns, lists and changing objects are not taken apart") {
  check(R"([{"id": 1, "a": {"bC": 2, "d": {"e": "x"}}, "tags": ["t"], "f": [{"g": 1}]},
            {"id": 2, "a": null, "tags": [], "f": []}])",
        {"a_b_c: {type: integer, path: \"/a/bC\"}", "a_d_e: {type: text, path: \"/a/d/e\"}",
         "tags: {type: \"text[]\"}", "f: {type: jsonb}"});
  check(R"([{"id": 1, "a": {"b": 1}}, {"id": 2, "a": "x"}])", {"a: {type: jsonb}"});
}

TEST_CASE("The key is what is unique and never null, likelier columns first") {
  check("name,id\nx,1\ny,2\n",
        {"key: [id]  # unique and never null in 2 sampled records", "also unique: name"});
  check("user_id,movie_id,n\n1,1,5\n1,2,5\n2,1,5\n", {"key: [user_id, movie_id]"});
  const Proposal proposal = proposal_for("a,b\nx,1\nx,2\nx,\n");
  CHECK(!proposal.dataset);
  CHECK_THAT(proposal.yaml, Contains("key: []  # choose the columns"));
}

TEST_CASE("An encoding is proposed for bytes that are not UTF-8") {
  check("id,name\n1,caf\xe9\n2,tea\n", {"encoding: latin1  # to be confirmed"});
  check("id,name\n1,\x93tea\x94\n2,x\n", {"encoding: windows-1252"});
  CHECK(nightjar::inference::guess_encoding({"caf\xc3\xa9", "\xc3\xa9t\xc3\xa9", "\xff"}).empty());
}

TEST_CASE("A file that no feed is proposed for is named") {
  CHECK_THAT(refusal("<?xml version=\"1.0\"?><a/>"), Contains("the file is XML"));
  CHECK_THAT(refusal("PAR1\x15 and more"), Contains("the file is Parquet"));
  CHECK_THAT(refusal("\xff\xfei\0d\0"), Contains("the file is UTF-16"));
  CHECK_THAT(refusal("[1, 2, 3]"), Contains("JSON without objects"));
  CHECK_THAT(refusal("1  tea        2.50\n2  milk       1.20\n3  bread      4.10\n"),
             Contains("fixed width"));
  CHECK_THAT(refusal(""), Contains("is empty"));
}

TEST_CASE("Columns get names that a table can have") {
  CHECK(nightjar::inference::column_names({"movieId", "Height (m)",
                                           "Gr\xc3\xb6\xc3\x9f"
                                           "e",
                                           "2021", "run_id", "Movie ID", "", "HTTPStatus"}) ==
        Names{"movie_id", "height_m", "groesse", "column_2021", "vendor_run_id", "movie_id_2",
              "column_7", "http_status"});
}

TEST_CASE("A date in the name of a file becomes a pattern") {
  CHECK_THAT(proposal_for("id,n\n1,2\n", "items-2026-01-31.csv").yaml,
             Contains("file: \"items-*.csv\""));
}

TEST_CASE("Every real file fits its own proposal") {
  SKIP_WITHOUT_REAL_DATA();
  std::size_t files = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(*nightjar::support::real_data())) {
    const auto kind = entry.path().extension();
    if (kind != ".csv" && kind != ".json") continue;
    ++files;
    INFO(entry.path().string());
    const Proposal proposal = propose({"shop", "items", entry.path()});
    CHECK(proposal.examined > 0);
    CHECK(proposal.first_misfit.empty());
  }
  CHECK(files > 0);
}
