/// movies_metadata.csv: 24 columns, some of them Python literals, and the troubles of the real
/// file: records broken by stray line breaks, one id twice, rows of nothing but commas.

#include <array>
#include <utility>

#include "base/format.hpp"
#include "sample/python.hpp"
#include "sample/tmdb.hpp"
#include "sample/words.hpp"

namespace nightjar::sample {
namespace {

constexpr std::size_t columns = 24;
constexpr std::string_view header =
    "adult,belongs_to_collection,budget,genres,homepage,id,imdb_id,original_language,"
    "original_title,overview,popularity,poster_path,production_companies,production_countries,"
    "release_date,revenue,runtime,spoken_languages,status,tagline,title,video,vote_average,"
    "vote_count";

struct Named {
  std::string_view id;
  std::string_view name;
};
constexpr std::array genres{Named{"18", "Drama"},       Named{"35", "Comedy"},
                            Named{"28", "Action"},      Named{"53", "Thriller"},
                            Named{"27", "Horror"},      Named{"16", "Animation"},
                            Named{"99", "Documentary"}, Named{"878", "Science Fiction"}};
constexpr std::array countries{Named{"NO", "Norway"}, Named{"SG", "Singapore"}, Named{"PE", "Peru"},
                               Named{"GB", "United Kingdom"}, Named{"CI", "Cote D'Ivoire"}};
constexpr std::array tongues{Named{"en", "English"}, Named{"fr", "Français"}, Named{"no", "Norsk"},
                             Named{"ja", "日本語"}, Named{"xx", "No Language"}};

/// A list of up to `most` different entries, as `[{'id_name': id, 'name': name}]`.
template <typename List>
std::string literal(Dice& dice, const List& list, std::string_view id_name, std::size_t most) {
  std::string text = "[";
  const std::size_t count = dice.below(most + 1);
  const std::size_t first = dice.below(list.size());
  for (std::size_t at = 0; at < count; ++at) {
    const Named& named = list[(first + at) % list.size()];
    if (at > 0) text += ", ";
    text += fmt::format("{{'{}': ", id_name);
    if (id_name == "id")
      text += named.id;
    else
      append_python(text, named.id);
    text += ", 'name': ";
    append_python(text, named.name);
    text += '}';
  }
  return text + "]";
}

/// A company keeps its number: one of 3,000, the low ones the busiest.
std::string companies(Dice& dice) {
  std::string text = "[";
  const std::size_t count = dice.below(4);
  for (std::size_t at = 0; at < count; ++at) {
    const std::size_t number = 4 + at * 1000 + dice.below(1 + dice.below(1000));
    Dice company(scatter(number));
    if (at > 0) text += ", ";
    text += "{'name': ";
    append_python(text, family_name(company) + fmt::format(" Pictures {}", number));
    text += fmt::format(", 'id': {}}}", number);
  }
  return text + "]";
}

std::string collection(Dice& dice) {
  if (!dice.one_in(10)) return {};
  const std::size_t number = dice.below(400);
  Dice chosen(scatter(number, 'c'));
  std::string text = fmt::format("{{'id': {}, 'name': ", 9000 + number);
  append_python(text, title(chosen) + " Collection");
  text += ", 'poster_path': ";
  append_python_or_none(text, chosen.one_in(3) ? "" : picture(chosen));
  text += ", 'backdrop_path': ";
  append_python_or_none(text, chosen.one_in(3) ? "" : picture(chosen));
  return text + "}";
}

std::string overview(Dice& dice, std::uint64_t number) {
  if (number == 5) {  // as long as no other
    std::string text = sentence(dice, 10);
    while (text.size() < 100'000) text += " " + sentence(dice, 12);
    return text;
  }
  std::string text = sentence(dice, 12) + " " + sentence(dice, 9);
  if (dice.one_in(50)) text += "\n" + sentence(dice, 6);
  if (dice.one_in(20)) text += " \"" + title(dice) + "\"";
  return dice.one_in(200) ? "" : text;
}

/// 0 for an amount that is not known, now and then with the `.0` of a column that was once a
/// floating-point one.
std::string amount(Dice& dice, std::int64_t most) {
  if (dice.below(100) < 55) return "0";
  return fmt::format("{}{}", dice.between(1, most) * 1000, dice.one_in(10) ? ".0" : "");
}

class MovieRows {
 public:
  MovieRows(const TmdbOptions& options, const TmdbCatalog& catalog)
      : catalog_(catalog), by_spreadsheet_(options.saved_by == TmdbOptions::SavedBy::spreadsheet) {}

  using Row = std::array<std::string, columns>;

  [[nodiscard]] Row row(std::uint64_t number, int version) const {
    Dice film = catalog_.of(number);
    Dice night = catalog_.of(number, version);
    const std::string name = title(film);
    const bool shouted = film.one_in(200);
    Row row;
    std::size_t column = 0;
    const auto put = [&](std::string value) { row.at(column++) = std::move(value); };
    put(no(shouted));
    put(collection(film));
    put(amount(film, 200'000));
    put(literal(film, genres, "id", 4));
    put(film.one_in(8) ? fmt::format("http://film{}.example/", number) : "");
    put(fmt::format("{}", TmdbCatalog::id(number)));
    put("tt" + TmdbCatalog::imdb_id(number));
    put(std::string(film.pick(tongues).id));
    put(film.one_in(12) ? title(film) : name);
    put(overview(film, number));
    put(fmt::format("{:.6f}", 30 * night.fraction() * night.fraction()));
    put(film.one_in(100) ? "" : picture(film));
    put(companies(film));
    put(literal(film, countries, "iso_3166_1", 2));
    put(film.one_in(400) ? "" : release_date(film));
    put(amount(night, 900'000));
    put(film.one_in(150) ? "" : fmt::format("{}.0", film.between(0, 220)));
    put(literal(film, tongues, "iso_639_1", 2));
    put(film.one_in(60) ? "" : film.one_in(100) ? "Rumored" : "Released");
    put(film.one_in(2) ? "" : sentence(film, 4));
    put(name);
    put(no(shouted));
    put(fmt::format("{:.1f}", static_cast<double>(night.between(0, 100)) / 10));
    put(fmt::format("{}{}", night.between(0, 5000), film.one_in(10) ? ".0" : ""));
    return row;
  }

 private:
  [[nodiscard]] std::string no(bool shouted) const {
    return by_spreadsheet_ || shouted ? "FALSE" : "False";
  }
  [[nodiscard]] std::string release_date(Dice& dice) const {
    std::string date;
    append_date(date, dice.between(-25'000, 17'500) * day);  // 1901 to 2017
    if (!by_spreadsheet_) return date;
    const auto number = [&](std::size_t at) { return std::stoi(date.substr(at, 2)); };
    return fmt::format("{}/{}/{}", number(5), number(8), date.substr(0, 4));
  }

  TmdbCatalog catalog_;
  bool by_spreadsheet_;
};

void append(std::string& text, const MovieRows::Row& row) {
  for (std::size_t column = 0; column < columns; ++column) {
    if (column > 0) text += ',';
    append_csv(text, row.at(column));
  }
  text += "\r\n";
}

/// The overview's end has come off with a stray line break: two lines, of 10 columns and of 15. In
/// the second the sixth column, where the id stands elsewhere, is the release date.
void append_broken(std::string& text, const MovieRows::Row& row) {
  constexpr std::size_t overview_column = 9;
  for (std::size_t column = 0; column <= overview_column; ++column) {
    append_csv(text, row.at(column));
    text += column < overview_column ? "," : "\n - Written by hand";
  }
  for (std::size_t column = overview_column + 1; column < columns; ++column) {
    text += ',';
    append_csv(text, row.at(column));
  }
  text += "\r\n";
}

}  // namespace

void write_tmdb_movies(const TmdbOptions& options, const TmdbCatalog& catalog) {
  const MovieRows rows(options, catalog);
  const Churn& churn = catalog.churn();
  const std::uint64_t movies = churn.records(options.movies);
  Output out(options.folder / "movies_metadata.csv");
  if (options.saved_by == TmdbOptions::SavedBy::spreadsheet) out.text += "\xef\xbb\xbf";
  (out.text += header) += "\r\n";
  for (std::uint64_t number = 0; number < movies; ++number) {
    if (churn.gone(number)) continue;
    const auto row = rows.row(number, churn.version(number));
    const bool broken = options.movies > 100 && number % (options.movies / 3) == 77;
    if (broken && number < options.movies)
      append_broken(out.text, row);
    else
      append(out.text, row);
    if (number % 1500 == 20) append(out.text, row);                     // twice, the same
    if (number % 1500 == 40) append(out.text, rows.row(number, 1000));  // twice, with other values
    if (number % 50 == 49) out.text += std::string(columns - 1, ',') + "\r\n";
    out.flow();
  }
  out.finish();
}

}  // namespace nightjar::sample
