#include "tmdb/raw_films.hpp"

#include <fstream>
#include <iterator>
#include <vector>

#include "support/places.hpp"

namespace nightjar::support {
namespace {

using Fields = std::vector<std::string>;

std::string contents(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// RFC 4180, a character at a time.
std::vector<Fields> read_csv(const std::string& text) {
  std::vector<Fields> rows;
  Fields row(1);
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quoted && c == '"' && at + 1 < text.size() && text[at + 1] == '"') {
      row.back() += text[++at];
    } else if (c == '"' && (quoted || row.back().empty())) {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      row.emplace_back();
    } else if (c == '\n' && !quoted) {
      if (row.back().ends_with('\r')) row.back().pop_back();
      rows.push_back(std::move(row));
      row = Fields(1);
    } else {
      row.back() += c;
    }
  }
  if (row != Fields(1)) rows.push_back(std::move(row));  // the last line may lack its end
  return rows;
}

std::string film_lines(const std::string& text) {
  constexpr std::size_t columns = 24;
  std::string lines;
  std::size_t place = 0;
  for (const Fields& row : read_csv(text)) {
    const bool is_header = place++ == 0;
    const bool is_blank = row == Fields(row.size());
    if (is_header || is_blank || row.size() != columns) continue;
    lines += std::to_string(place);
    for (const std::string& field : row) lines += "," + csv_field(field);
    lines += '\n';
  }
  return lines;
}

}  // namespace

void read_raw(const TmdbBench& bench, const std::filesystem::path& folder) {
  const auto films = bench.folder() / "films.csv";
  std::ofstream(films, std::ios::binary) << film_lines(contents(folder / "movies_metadata.csv"));
  const bool has_large = std::filesystem::exists(folder / "ratings.csv");
  const auto ratings = folder / (has_large ? "ratings.csv" : "ratings_small.csv");
  if (bench.query("SELECT to_regnamespace('raw')").empty()) {
    bench.query(contents(source_folder() / "tests/tmdb/raw_reports.sql"));
  }
  const auto copy = [](const std::string& into, const std::filesystem::path& file,
                       const std::string& options) {
    return "\\copy raw." + into + " FROM '" + file.string() + "' (" + options + ")\n";
  };
  bench.query(
      "SELECT nextval('raw.nights');\n" +
      copy("film_lines (place," + TmdbBench::movies_header() + ")", films, "FORMAT csv") +
      copy("link_lines (movie_id, imdb_id, tmdb_id)", folder / "links.csv", "FORMAT csv, HEADER") +
      copy("rating_lines (user_id, movie_id, rating, seconds)", ratings, "FORMAT csv, HEADER"));
}

std::string differences(const TmdbBench& bench, const std::string& report) {
  const std::string ours = "TABLE reports." + report;
  const std::string theirs = "TABLE raw." + report;
  return bench.query("(" + ours + " EXCEPT ALL " + theirs + " LIMIT 3) UNION ALL (" + theirs +
                     " EXCEPT ALL " + ours + " LIMIT 3)");
}

}  // namespace nightjar::support
