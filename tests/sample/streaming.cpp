/// The streaming dataset: what the vendor and the application export each night, with the quirks of
/// their real files.

#include <array>

#include "base/format.hpp"
#include "sample/datasets.hpp"
#include "sample/streaming_world.hpp"
#include "sample/words.hpp"

namespace nightjar::sample {
namespace {

constexpr std::array<std::string_view, 5> rating_words{"ONE", "TWO", "THREE", "FOUR", "FIVE"};

void append_midnight(std::string& text, const std::optional<Milliseconds>& time) {
  if (!time) {
    text += "null";
    return;
  }
  text += '"';
  append_date(text, *time);
  text += "T00:00:00.000+0000\"";
}

/// An author has one nationality and one empty one, in either order.
void append(std::string& text, const Author& author) {
  text += R"({"metadata":{"name":)";
  append_json(text, author.name);
  text += R"(,"birth_date":)";
  append_midnight(text, author.born);
  text += R"(,"died_at":)";
  append_midnight(text, author.died);
  const std::string empty = R"({"id":null,"label":"","slug":null})";
  const std::string full = fmt::format(R"({{"id":null,"label":"{}","slug":"{}"}})",
                                       author.nationality, slug(author.nationality));
  const bool empty_first = author.name.size() % 2 == 0;
  text += R"(},"nationalities":[)" + (empty_first ? empty + "," + full : full + "," + empty) + "]}";
}

void append(std::string& text, const Book& book) {
  text += R"({"name":)";
  append_json(text, book.name);
  text += fmt::format(R"(,"pages":{},"author":)", book.pages);
  append_json(text, book.author);
  text += R"(,"publisher":)";
  append_json(text, book.publisher);
  text += '}';
}

/// The film stands before or after a film called `end`.
std::string films_of(const Review& review, void (*append_text)(std::string&, std::string_view)) {
  const std::string end = R"({"id":0,"title":"end"})";
  std::string film = R"({"id":0,"title":)";
  append_text(film, review.movie);
  film += '}';
  return review.created % 2 == 0 ? film + "," + end : end + "," + film;
}

void append(std::string& text, const Review& review, std::string_view rate) {
  text += R"({"content":{"text":)";
  append_json(text, review.text);
  text += fmt::format(
      R"(}},"rating":{{"rate":{},"label":"{}"}},"books":[{{"id":null,"metadata":{{"title":)", rate,
      rating_words.at(static_cast<std::size_t>(review.rating - 1)));
  append_json(text, review.book);
  text += R"(,"pages":"unknown"}}],"movies":[)" + films_of(review, append_json);
  text += R"(],"updated":")";
  append_timestamp(text, review.updated);
  text += R"(","created":")";
  append_timestamp(text, review.created);
  text += R"("})";
}

void append(std::string& text, const Review& review) {
  append(text, review, fmt::format("{}", review.rating));
}

/// The same values in another order, with white space and escapes: no change.
void append_reformatted(std::string& text, const Review& review) {
  text += "\n  { \"created\" : \"";
  append_timestamp(text, review.created);
  text += "\", \"updated\" : \"";
  append_timestamp(text, review.updated);
  text += "\",\n    \"movies\" : [ " + films_of(review, append_ascii_json);
  text += " ], \"books\" : [ { \"metadata\" : { \"title\" : ";
  append_ascii_json(text, review.book);
  text += fmt::format(
      " }} }} ],\n    \"rating\" : {{ \"label\" : \"{}\", \"rate\" : {} }}, \"content\" : {{ "
      "\"text\" : ",
      rating_words.at(static_cast<std::size_t>(review.rating - 1)), review.rating);
  append_ascii_json(text, review.text);
  text += " } }";
}

template <typename Thing>
void append_all(std::string& text, const std::vector<Thing>& things) {
  for (const auto& thing : things) {
    if (text.size() > 1) text += ',';
    append(text, thing);
  }
}

/// From the second night a few reviews are in another format, the first is there twice, the
/// second twice with two ratings, and the third's rating is a word.
void append_troubled(std::string& text, const std::vector<Review>& reviews) {
  for (std::size_t at = 0; at < reviews.size(); ++at) {
    if (at > 0) text += ',';
    if (at == 2)
      append(text, reviews[at], "\"excellent\"");
    else if (at % 25 == 10)
      append_reformatted(text, reviews[at]);
    else
      append(text, reviews[at]);
  }
  text += ',';
  append(text, reviews[0]);
  text += ',';
  append(text, reviews[1], fmt::format("{}", reviews[1].rating % 5 + 1));
}

void append_line(std::string& text, std::initializer_list<std::string_view> fields) {
  bool first = true;
  for (const auto& field : fields) {
    if (!first) text += ',';
    first = false;
    append_csv(text, field);
  }
  text += '\n';
}

void write_vendor(const StreamingWorld& world, const StreamingOptions& options) {
  Output authors(options.folder / "authors.json");
  authors.text += '[';
  append_all(authors.text, world.authors.listed);
  // The vendor's last author has no name: a record without a key, every night.
  authors.text +=
      R"(,{"metadata":{"name":null,"birth_date":null,"died_at":null},"nationalities":)"
      R"([{"id":null,"label":"","slug":null},{"id":null,"label":"unknown","slug":null}]}])";
  authors.finish();

  Output books(options.folder / "books.json");
  books.text += '[';
  append_all(books.text, world.books.listed);
  books.text += ']';
  books.finish();

  Output reviews(options.folder / "reviews.json");
  reviews.text += '[';
  if (options.night == 1)
    append_all(reviews.text, world.reviews.listed);
  else
    append_troubled(reviews.text, world.reviews.listed);
  reviews.text += ']';
  reviews.finish();
}

void write_app(const StreamingWorld& world, const StreamingOptions& options) {
  Output movies(options.folder / "movies.csv");
  append_line(movies.text, {"title", "duration_mins", "original_language", "size_mb"});
  for (const auto& movie : world.movies.listed) {
    // From the second night the first film's length is a word.
    const bool spoiled = options.night > 1 && &movie == world.movies.listed.data();
    append_line(movies.text, {movie.title, spoiled ? "two hours" : fmt::format("{}", movie.minutes),
                              movie.language, fmt::format("{}", movie.megabytes)});
  }
  movies.finish();

  Output users(options.folder / "users.csv");
  append_line(users.text, {"first_name", "last_name", "email"});
  for (const auto& user : world.users.listed) {
    append_line(users.text, {user.first_name, user.last_name, user.email});
  }
  users.finish();

  Output streams(options.folder / "streams.csv");
  append_line(streams.text, {"movie_title", "user_email", "size_mb", "start_at", "end_at"});
  for (const auto& stream : world.streams) {
    std::string start;
    std::string end;
    append_timestamp(start, stream.start);
    append_timestamp(end, stream.end);
    append_line(streams.text,
                {stream.movie, stream.email, fmt::format("{}", stream.megabytes), start, end});
    streams.flow();
  }
  streams.finish();
}

}  // namespace

void write_streaming(const StreamingOptions& options) {
  const StreamingWorld world(options.seed, options.night, options.scale);
  write_vendor(world, options);
  write_app(world, options);
}

}  // namespace nightjar::sample
