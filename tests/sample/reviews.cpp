/// A reviews.json of any size, for measuring: records of about 480 bytes as the vendor writes them,
/// each made from its number alone.

#include <array>
#include <string>
#include <vector>

#include "sample/churn.hpp"
#include "sample/datasets.hpp"
#include "sample/output.hpp"
#include "sample/words.hpp"

namespace nightjar::sample {
namespace {

constexpr std::array<std::string_view, 5> rating_words{"ONE", "TWO", "THREE", "FOUR", "FIVE"};

/// Texts are put together beforehand: making them letter by letter would be slower than the disk.
std::vector<std::string> prepared(std::size_t count, std::uint64_t seed,
                                  std::string (*make)(Dice&)) {
  std::vector<std::string> made(count);
  for (std::size_t at = 0; at < count; ++at) {
    Dice dice(scatter(seed, at));
    made[at] = make(dice);
  }
  return made;
}

class ReviewMaker {
 public:
  explicit ReviewMaker(const ReviewsOptions& options)
      : options_(options),
        sentences_(prepared(4096, scatter(options.seed, 's'),
                            [](Dice& dice) { return sentence(dice, 7); })),
        titles_(prepared(8192, scatter(options.seed, 't'),
                         [](Dice& dice) { return upper_case(title(dice)); })) {}

  /// `version` is how often the review has been updated; its key stays.
  void append(std::string& text, std::uint64_t number, int version) const {
    Dice key(scatter(options_.seed, number));
    Dice values(scatter(options_.seed, number, static_cast<std::uint64_t>(version) + 1));
    // One every two seconds or so, so that no two have one key.
    const Milliseconds created = december - 900 * day + static_cast<Milliseconds>(number) * 1867;
    const Milliseconds updated = created + values.between(0, 40 * day);
    const std::string& movie = key.pick(titles_);
    const std::string& book = key.pick(titles_);
    const std::size_t rating = values.below(5);
    const bool end_first = key.one_in(2);
    const Review review{movie, book, rating, created, updated, end_first};
    switch (options_.style) {
      case ReviewsOptions::Style::compact:
        return append_compact(text, review, values);
      case ReviewsOptions::Style::reformatted:
        return append_reformatted(text, review, values);
      case ReviewsOptions::Style::projected:
        return append_projected(text, review, values);
    }
  }

 private:
  /// All of a review but its text, which is drawn while it is written.
  struct Review {
    const std::string& movie;
    const std::string& book;
    std::size_t rating;  ///< from 0
    Milliseconds created;
    Milliseconds updated;
    bool end_first;  ///< whether the mark stands before the film
  };

  void append_compact(std::string& text, const Review& review, Dice& values) const {
    text += R"({"content":{"text":")";
    append_sentences(text, values);
    text += R"("},"rating":{"rate":)";
    text += static_cast<char>('1' + review.rating);
    text += R"(,"label":")";
    text += rating_words[review.rating];
    text += R"("},"books":[{"id":null,"metadata":{"title":")";
    text += review.book;
    text += R"(","pages":"unknown"}}],"movies":[)";
    append_films(text, review);
    text += R"(],"updated":")";
    append_timestamp(text, review.updated);
    text += R"(","created":")";
    append_timestamp(text, review.created);
    text += R"("})";
  }
  void append_reformatted(std::string& text, const Review& review, Dice& values) const {
    text += "\n{ \"created\": \"";
    append_timestamp(text, review.created);
    text += "\", \"updated\": \"";
    append_timestamp(text, review.updated);
    text += "\", \"movies\": [";
    append_films(text, review);
    text += "], \"books\": [{\"metadata\": {\"title\": \"";
    text += review.book;
    text += "\"}}], \"rating\": {\"label\": \"";
    text += rating_words[review.rating];
    text += "\", \"rate\": ";
    text += static_cast<char>('1' + review.rating);
    text += "}, \"content\": {\"text\": \"";
    append_sentences(text, values);
    text += "\"} }";
  }
  /// No value holds a tab or a backslash, so nothing needs an escape.
  void append_projected(std::string& text, const Review& review, Dice& values) const {
    ((text += review.movie) += '\t') += review.book;
    text += '\t';
    text += static_cast<char>('1' + review.rating);
    ((text += '\t') += rating_words[review.rating]) += '\t';
    append_sentences(text, values);
    text += '\t';
    append_timestamp(text, review.created);
    text += '\t';
    append_timestamp(text, review.updated);
    text += '\n';
  }
  void append_sentences(std::string& text, Dice& values) const {
    text += values.pick(sentences_);
    for (int more = 0; more < 2; ++more) {
      text += ' ';
      text += values.pick(sentences_);
    }
  }
  static void append_films(std::string& text, const Review& review) {
    constexpr std::string_view end = R"({"id":0,"title":"end"})";
    if (review.end_first) (text += end) += ',';
    ((text += R"({"id":0,"title":")") += review.movie) += R"("})";
    if (!review.end_first) (text += ',') += end;
  }

  ReviewsOptions options_;
  std::vector<std::string> sentences_;
  std::vector<std::string> titles_;
};

/// How many compact records make up that many bytes, by the length of the first few thousand.
std::uint64_t records_in(std::uint64_t bytes, ReviewsOptions options) {
  options.style = ReviewsOptions::Style::compact;
  const ReviewMaker maker(options);
  constexpr std::uint64_t tried = 4096;
  std::string text;
  for (std::uint64_t number = 0; number < tried; ++number) maker.append(text, number, 0);
  return std::max<std::uint64_t>(1, bytes / (text.size() / tried + 1));
}

}  // namespace

void write_reviews(const ReviewsOptions& options) {
  const ReviewMaker maker(options);
  const Churn churn{.seed = options.seed, .night = options.night};
  const std::uint64_t records = churn.records(records_in(options.bytes, options));
  const bool is_json = options.style != ReviewsOptions::Style::projected;
  Output out(options.file);
  std::string_view before = is_json ? "[" : "";
  for (std::uint64_t number = 0; number < records; ++number) {
    if (churn.gone(number)) continue;
    out.text += before;
    if (is_json) before = ",";
    maker.append(out.text, number, churn.version(number));
    out.flow();
  }
  if (is_json) out.text += before == "[" ? "[]" : "]";
  out.finish();
}

}  // namespace nightjar::sample
