/// The troubles that the real files have, one test each, through whole nights.

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "tmdb/tmdb_bench.hpp"

using Catch::Contains;
using nightjar::feed::Counts;
using nightjar::ledger::Outcome;
using nightjar::support::counts_of;
using nightjar::support::csv_field;
using nightjar::support::TmdbBench;

namespace {

std::string rejects(const TmdbBench& bench) {
  return bench.query(
      "SELECT line, reason, detail FROM nightjar.rejects "
      "WHERE run_id = (SELECT max(run_id) FROM nightjar.runs) ORDER BY line");
}

Counts movies(const nightjar::ledger::Report& report) { return counts_of(report, "tmdb.movies"); }

}  // namespace

TEST_CASE("Python literals arrive as jsonb, whatever quotes and escapes they have", "[server]") {
  const std::string cast =
      R"py([{'character': "Woody's \"Hat\" (voice)", 'name': 'A\'b"', 'profile_path': None, )py"
      R"py('order': 0, 'lead': True, 'share': 1.50, 'x': (), 'y': {'z': [-1]}}])py";
  const std::string crew = R"py(['caf\xe9', '\u65e5\U0001f600', 'a\\b', 'l\nm', '日本'])py";
  TmdbBench bench;
  bench.deliver("credits.csv",
                "cast,crew,id\n" + csv_field(cast) + "," + csv_field(crew) + ",862\n");
  REQUIRE(counts_of(bench.run(), "tmdb.credits").inserted == 1);
  CHECK(bench.query(R"(SELECT entry ->> 'character', entry ->> 'name', entry -> 'profile_path',
                         entry -> 'lead', entry ->> 'share', entry -> 'x', entry -> 'y'
                       FROM tmdb.credits, jsonb_array_elements("cast") AS entry)") ==
        "Woody's \"Hat\" (voice)|A'b\"|null|true|1.5|[]|{\"z\": [-1]}");
  CHECK(bench.query("SELECT crew FROM tmdb.credits") ==
        R"(["café", "日😀", "a\\b", "l\nm", "日本"])");
}

TEST_CASE("What is no Python literal rejects its record and leaves the live film alone",
          "[server]") {
  TmdbBench bench;
  bench.deliver_movies({TmdbBench::line({{"id", "1"}, {"genres", "[{'id': 16, 'name': 'A'}]"}})});
  bench.run();
  bench.deliver_movies({TmdbBench::line({{"id", "1"}, {"genres", "[{'id': 16, 'name': nan}]"}})});
  const Counts counts = movies(bench.run());
  CHECK(counts.rejected == 1);
  CHECK(counts.deleted == 0);
  CHECK_THAT(rejects(bench), Contains("2|wrong_type|genres: ") && Contains("at byte 20"));
  CHECK(bench.query("SELECT genres, deleted_at FROM tmdb.movies") ==
        "[{\"id\": 16, \"name\": \"A\"}]|");
}

TEST_CASE("A record broken by a stray line break gives two rejects and deletes nothing",
          "[server]") {
  TmdbBench bench;
  const std::string whole = TmdbBench::line({{"id", "82663"},
                                             {"overview", "British soldiers force a spy"},
                                             {"popularity", "0.065736"},
                                             {"release_date", "1997-08-20"},
                                             {"title", "Midnight Man"}});
  const std::string other = TmdbBench::line({{"id", "862"}, {"title", "Paper Harbour"}});
  bench.deliver_movies({whole, other});
  REQUIRE(movies(bench.run()).inserted == 2);

  std::string broken = whole;
  broken.insert(broken.find(" a spy"), "\n - Written by hand");
  bench.deliver_movies({broken, other});
  const Counts counts = movies(bench.run());
  CHECK(counts.rejected == 2);
  CHECK(counts.unchanged == 1);
  CHECK(counts.deleted == 0);
  CHECK(rejects(bench) ==
        "2|malformed|it has 10 fields where the header has 24\n"
        "3|malformed|it has 15 fields where the header has 24");
  CHECK(bench.query("SELECT title FROM tmdb.movies_live ORDER BY id") ==
        "Paper Harbour\nMidnight Man");
}

TEST_CASE("A fragment of the right width, whose id reads like a date, says so", "[server]") {
  TmdbBench bench;
  bench.deliver_movies({TmdbBench::line({{"id", "1997-08-20"}, {"title", "1"}})});
  CHECK(movies(bench.run()).rejected == 1);
  CHECK(rejects(bench) == "2|wrong_type|id: \"1997-08-20\" is not of type integer");
}

TEST_CASE("One id twice with different values keeps the first, night after night", "[server]") {
  TmdbBench bench;
  const std::string first = TmdbBench::line({{"id", "105045"}, {"popularity", "0.1"}});
  const std::string second = TmdbBench::line({{"id", "105045"}, {"popularity", "0.2"}});
  for (const int night : {1, 2, 3}) {
    CAPTURE(night);
    bench.deliver_movies({first, second, first});
    const Counts counts = movies(bench.run());
    CHECK(counts.read == 3);
    CHECK(counts.inserted == (night == 1 ? 1 : 0));
    CHECK(counts.unchanged == (night == 1 ? 0 : 1));
    CHECK(counts.duplicates == 1);
    CHECK(counts.rejected == 1);
    CHECK_THAT(rejects(bench), Contains("3|duplicate_key|"));
  }
  CHECK(bench.query("SELECT popularity FROM tmdb.movies_history") == "0.1");
}

TEST_CASE("Line breaks, commas and quotes inside an overview are text", "[server]") {
  TmdbBench bench;
  bench.deliver_movies({TmdbBench::line({{"id", "1"}, {"overview", "One,\r\ntwo \"three\"\n"}}),
                        TmdbBench::line({{"id", "x"}})});
  const Counts counts = movies(bench.run());
  CHECK(counts.inserted == 1);
  CHECK(bench.query("SELECT to_json(overview) FROM tmdb.movies") == R"("One,\r\ntwo \"three\"\n")");
  CHECK_THAT(rejects(bench), Contains("5|wrong_type|id: "));
}

TEST_CASE("An empty field is a null, and an unknown amount is one", "[server]") {
  TmdbBench bench;
  bench.deliver_movies({
      TmdbBench::line({{"id", "1"}, {"budget", "0"}, {"revenue", "0"}}),
      TmdbBench::line({{"id", "2"}, {"budget", "0.0"}, {"revenue", ""}}),
      TmdbBench::line({{"id", "3"}, {"budget", "30000000"}, {"revenue", "373554033.0"}}),
  });
  REQUIRE(movies(bench.run()).inserted == 3);
  CHECK(bench.query(
            "SELECT budget, revenue, release_date, popularity FROM tmdb.movies ORDER BY id") ==
        "|||\n|||\n30000000|373554033||");
}

TEST_CASE("Booleans in capitals, integers with a zero decimal and numbers by exponent are read",
          "[server]") {
  TmdbBench bench;
  bench.deliver_movies({
      TmdbBench::line({{"id", "1.0"},
                       {"adult", "FALSE"},
                       {"video", "True"},
                       {"vote_count", "5415.0"},
                       {"runtime", "81.0"},
                       {"popularity", "4e-06"}}),
      TmdbBench::line({{"id", "2"}, {"adult", "no"}}),
      TmdbBench::line({{"id", "3"}, {"vote_count", "5415.5"}}),
  });
  const Counts counts = movies(bench.run());
  CHECK(counts.inserted == 1);
  CHECK(bench.query("SELECT id, adult, video, vote_count, runtime, popularity FROM tmdb.movies") ==
        "1|f|t|5415|81|0.000004");
  CHECK(rejects(bench) ==
        "3|wrong_type|adult: \"no\" is not of type boolean\n"
        "4|wrong_type|vote_count: \"5415.5\" is not of type integer");
}

TEST_CASE("Rows of empty fields only are skipped and counted, not rejected", "[server]") {
  TmdbBench bench;
  const std::string blank(23, ',');
  std::vector<std::string> lines{TmdbBench::line({{"id", "1"}})};
  lines.insert(lines.end(), 40'000, blank);
  lines.push_back(TmdbBench::line({{"id", "2"}, {"title", "after them"}}));
  bench.deliver_movies(lines);
  for (const int night : {1, 2}) {
    CAPTURE(night);
    const auto report = bench.run();
    const Counts counts = movies(report);
    CHECK(report.outcome == (night == 1 ? Outcome::loaded : Outcome::unchanged));
    CHECK(counts.read == 2);
    CHECK(counts.blank == 40'000);
    CHECK(counts.rejected == 0);
    CHECK(counts.balance());
    REQUIRE(bench.notices().size() == 1);
    CHECK(bench.notices().front() == "tmdb.movies: rows of empty fields only, skipped: 40000");
  }
  CHECK(bench.query("SELECT feeds -> 'movies' -> 'blank' FROM nightjar.runs") == "40000\n40000");

  lines.back() = TmdbBench::line({{"id", "2"}, {"title", "changed after them"}});
  bench.deliver_movies(lines);
  const Counts counts = movies(bench.run());
  CHECK(counts.updated == 1);
  CHECK(counts.unchanged == 1);
  CHECK(movies(bench.run()).unchanged == 2);
}

TEST_CASE("A file of nothing but blank rows is an empty one to its guard", "[server]") {
  TmdbBench bench;
  const auto folder = bench.sample(1, 50, 50);
  REQUIRE(bench.run(folder).outcome == Outcome::loaded);
  std::filesystem::copy(folder, bench.folder() / "source");
  std::filesystem::remove(bench.folder() / "source/movies_metadata.csv");
  bench.deliver_movies({std::string(23, ','), std::string(23, ',')});
  const auto report = bench.run(bench.folder() / "source");
  CHECK(report.outcome == Outcome::held);
  REQUIRE_FALSE(report.reasons.empty());
  CHECK(report.reasons.front() ==
        "tmdb.movies: movies_metadata.csv has no records: all 50 live rows would be deleted");
}

TEST_CASE("A field of 100 KB is loaded like any other, and a line beyond the limit is rejected",
          "[server]") {
  TmdbBench bench;
  const std::string limit(std::size_t{16} << 20, 'x');
  bench.deliver_movies({TmdbBench::line({{"id", "1"}, {"overview", std::string(100'000, 'x')}}),
                        TmdbBench::line({{"id", "2"}, {"overview", limit.substr(100)}}),
                        TmdbBench::line({{"id", "3"}, {"overview", limit}}),
                        TmdbBench::line({{"id", "4"}, {"overview", "1,\n" + limit}}),
                        TmdbBench::line({{"id", "5"}, {"title", "after them"}})});
  const Counts counts = movies(bench.run());
  CHECK(counts.inserted == 3);
  CHECK(counts.rejected == 2);
  CHECK(bench.query("SELECT id, length(overview) FROM tmdb.movies ORDER BY id") ==
        "1|100000\n2|16777116\n5|");
  CHECK(rejects(bench) ==
        "4|too_long|16777240 bytes, where max_record_bytes allows 16777216\n"
        "5|too_long|16777245 bytes, where max_record_bytes allows 16777216");
}

TEST_CASE("Ratings in seconds since 1970 become instants, in the small file as in the large",
          "[server]") {
  TmdbBench bench;
  const std::string header = "userId,movieId,rating,timestamp\n";
  bench.deliver("ratings.csv", header + "1,31,2.5,1260759144\n1,32,4.0,12-14-2009\n");
  CHECK(counts_of(bench.run(), "tmdb.ratings").inserted == 1);
  CHECK(bench.query("SELECT rating, rated_at AT TIME ZONE 'UTC' FROM tmdb.ratings") ==
        "2.5|2009-12-14 02:52:24");
  CHECK(rejects(bench) ==
        "3|wrong_type|rated_at: \"12-14-2009\" is not of type timestamptz (seconds since 1970)");

  std::filesystem::remove(bench.folder() / "source/ratings.csv");
  bench.deliver("ratings_small.csv", header + "1,31,2.50,1260759144.0\n2,31,1,1260759144\n");
  const auto report =
      nightjar::support::counts_of(bench.run(bench.folder() / "source"), "tmdb.ratings");
  CHECK(report.inserted == 1);
  CHECK(report.unchanged == 1);
}
