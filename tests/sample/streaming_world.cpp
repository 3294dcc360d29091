#include "sample/streaming_world.hpp"

#include <algorithm>
#include <set>

#include "base/format.hpp"
#include "sample/dice.hpp"
#include "sample/words.hpp"

namespace nightjar::sample {
namespace {

/// Makes and changes a world, one dice throw after the other.
class Hand {
 public:
  Hand(StreamingWorld& world, std::uint64_t seed, double scale)
      : world_(world), dice_(seed), scale_(scale) {}

  void first_night();
  void another_night(int night);

 private:
  [[nodiscard]] std::size_t scaled(double count) const {
    return static_cast<std::size_t>(count * scale_);
  }
  std::string unused(std::string name);
  Milliseconds some_time(Milliseconds from, Milliseconds to) { return dice_.between(from, to - 1); }

  void add_authors(std::size_t count);
  void add_books(std::size_t count);
  void add_movies(std::size_t count);
  void add_users(std::size_t count);
  void add_reviews(std::size_t count, Milliseconds from, Milliseconds to);
  void add_streams(std::size_t count, Milliseconds from, Milliseconds to);
  void add_stream(const Movie& movie, const User& user, Milliseconds start, double watched);
  void add_christmas_morning();

  template <typename Thing>
  void remove(Listing<Thing>& listing, std::size_t count);
  template <typename Thing>
  void bring_back(Listing<Thing>& listing, std::size_t count);

  StreamingWorld& world_;
  Dice dice_;
  double scale_;
  std::set<std::string> names_;
};

std::string Hand::unused(std::string name) {
  const std::string first = name;
  for (int number = 2; !names_.insert(name).second; ++number)
    name = fmt::format("{} {}", first, number);
  return name;
}

void Hand::add_authors(std::size_t count) {
  for (; count > 0; --count) {
    Author author{.name = unused(full_name(dice_)), .nationality = nationality(dice_)};
    author.born = dice_.between(-20'000, 9'000) * day;  // 1915 to 1994
    if (!dice_.one_in(9)) author.died = author.born + dice_.between(12'000, 36'000) * day;
    world_.authors.listed.push_back(author);
  }
}

void Hand::add_books(std::size_t count) {
  for (; count > 0; --count) {
    Book book{.name = unused(title(dice_)), .pages = dice_.between(80, 9000)};
    book.author =
        dice_.one_in(9) ? unused(full_name(dice_)) : dice_.pick(world_.authors.listed).name;
    book.publisher = publisher(dice_);
    world_.books.listed.push_back(book);
  }
}

void Hand::add_movies(std::size_t count) {
  for (; count > 0; --count) {
    Movie movie{.title = unused(title(dice_)), .minutes = dice_.between(45, 180)};
    movie.language = language(dice_);
    movie.megabytes = dice_.between(500, 2200);
    world_.movies.listed.push_back(movie);
  }
}

void Hand::add_users(std::size_t count) {
  for (; count > 0; --count) {
    User user{.first_name = given_name(dice_), .last_name = family_name(dice_)};
    const auto number = world_.users.listed.size() + world_.users.gone.size();
    user.email = fmt::format("{}.{}{}@{}.example", slug(user.first_name), slug(user.last_name),
                             number, dice_.one_in(2) ? "post" : "mail");
    world_.users.listed.push_back(user);
  }
}

void Hand::add_reviews(std::size_t count, Milliseconds from, Milliseconds to) {
  // A review is of a film and the book it is made after: a film keeps to one or two books. One
  // film in eleven is after no book.
  const auto& movies = world_.movies.listed;
  const auto& books = world_.books.listed;
  for (; count > 0; --count) {
    Review review{.text = sentence(dice_, 3) + " " + sentence(dice_, 3)};
    const std::size_t movie = dice_.below(movies.size());
    if (movie % 11 == 10) continue;
    review.rating = dice_.between(1, 5);
    // Some are of films that the service does not offer.
    review.movie = upper_case(dice_.one_in(20) ? title(dice_) : movies[movie].title);
    review.book = upper_case(books[(movie * 7 + dice_.below(2)) % books.size()].name);
    review.created = some_time(from, to);
    review.updated = some_time(from, to);
    world_.reviews.listed.push_back(review);
  }
}

void Hand::add_stream(const Movie& movie, const User& user, Milliseconds start, double watched) {
  Milliseconds length =
      static_cast<Milliseconds>(static_cast<double>(movie.minutes * minute) * watched);
  if (dice_.one_in(3)) length += some_time(0, 12 * hour);  // left running, or paused
  world_.streams.push_back(
      {.movie = movie.title,
       .email = user.email,
       .megabytes = static_cast<double>(movie.megabytes) * std::min(watched, 1.0),
       .start = start,
       .end = start + length});
}

void Hand::add_streams(std::size_t count, Milliseconds from, Milliseconds to) {
  for (; count > 0; --count) {
    const Movie& movie = dice_.pick(world_.movies.listed);
    const User& user = dice_.pick(world_.users.listed);
    add_stream(movie, user, some_time(from, to), 0.02 + 1.5 * dice_.fraction());
  }
}

/// The outage of Christmas Day hit whoever had "Unforgiven" running between 7 and 12.
void Hand::add_christmas_morning() {
  const Movie movie{"Unforgiven", 130, "English", 1480};
  world_.movies.listed.push_back(movie);
  const Milliseconds christmas = december + 24 * day;
  struct Session {
    std::size_t user;
    Milliseconds start;
    Milliseconds end;
  };
  for (const auto& session : {
           Session{0, 6 * hour + 20 * minute, 8 * hour},  // began before, and is hit
           Session{1, 4 * hour + 50 * minute, 7 * hour},  // ended as the outage began: not hit
           Session{2, 8 * hour + 15 * minute, 9 * hour},
           Session{2, 10 * hour, 11 * hour + 55 * minute},  // the same user counts once
           Session{3, 11 * hour + 59 * minute, 14 * hour},
           Session{4, 12 * hour, 14 * hour},  // began as the outage ended: not hit
           Session{5, 9 * hour + 41 * minute, 10 * hour + 2 * minute},
       }) {
    world_.streams.push_back({.movie = movie.title,
                              .email = world_.users.listed[session.user].email,
                              .megabytes = static_cast<double>(movie.megabytes) * dice_.fraction(),
                              .start = christmas + session.start,
                              .end = christmas + session.end});
  }
}

template <typename Thing>
void Hand::remove(Listing<Thing>& listing, std::size_t count) {
  for (; count > 0; --count) {
    const auto place =
        listing.listed.begin() + static_cast<std::ptrdiff_t>(dice_.below(listing.listed.size()));
    listing.gone.push_back(*place);
    listing.listed.erase(place);
  }
}

template <typename Thing>
void Hand::bring_back(Listing<Thing>& listing, std::size_t count) {
  for (; count > 0 && !listing.gone.empty(); --count) {
    listing.listed.push_back(listing.gone.front());
    listing.gone.erase(listing.gone.begin());
  }
}

void Hand::first_night() {
  const Milliseconds evening = december + 30 * day;
  add_authors(scaled(120));
  add_books(scaled(80));
  add_movies(scaled(90));
  add_users(scaled(500));
  add_reviews(scaled(450), december, evening);
  add_christmas_morning();
  add_streams(scaled(6000), december, evening);
}

void Hand::another_night(int night) {
  const Milliseconds evening = december + (29 + night) * day;
  bring_back(world_.authors, 1);
  bring_back(world_.books, 1);
  bring_back(world_.reviews, scaled(4));
  bring_back(world_.users, 2);
  for (std::size_t i = 0; i < scaled(3); ++i)
    dice_.pick(world_.authors.listed).nationality = nationality(dice_);
  for (std::size_t i = 0; i < scaled(4); ++i) ++dice_.pick(world_.books.listed).pages;
  for (std::size_t i = 0; i < scaled(2); ++i) dice_.pick(world_.movies.listed).megabytes += 11;
  for (std::size_t i = 0; i < scaled(5); ++i)
    dice_.pick(world_.users.listed).last_name = family_name(dice_);
  for (std::size_t i = 0; i < scaled(20); ++i) {
    Review& review = dice_.pick(world_.reviews.listed);
    review.rating = dice_.between(1, 5);
    review.text = sentence(dice_, 6);
    review.updated = some_time(evening - day, evening);
  }
  for (std::size_t i = 0; i < scaled(5); ++i) dice_.pick(world_.streams).end += 9 * minute;
  remove(world_.authors, 2);
  remove(world_.books, 2);
  remove(world_.reviews, scaled(12));
  remove(world_.users, 3);
  add_authors(scaled(2));
  add_books(scaled(2));
  add_users(scaled(6));
  add_reviews(scaled(10), evening - day, evening);
  add_streams(scaled(200), evening - day, evening);
}

}  // namespace

StreamingWorld::StreamingWorld(std::uint64_t seed, int night, double scale) {
  Hand hand(*this, scatter(seed), scale);
  hand.first_night();
  for (int later = 2; later <= night; ++later) hand.another_night(later);
}

}  // namespace nightjar::sample
