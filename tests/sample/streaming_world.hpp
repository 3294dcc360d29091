#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sample/output.hpp"

namespace nightjar::sample {

struct Author {
  std::string name{};
  Milliseconds born = 0;
  std::optional<Milliseconds> died{};
  std::string nationality{};
};

struct Book {
  std::string name{};
  std::int64_t pages = 0;
  std::string author{};  ///< now and then someone who is not among the authors
  std::string publisher{};
};

struct Review {
  std::string text{};
  std::int64_t rating = 1;  ///< 1 to 5
  std::string book{};
  std::string movie{};
  Milliseconds updated = 0;  ///< may lie before `created`, as in the vendor's own files
  Milliseconds created = 0;
};

struct Movie {
  std::string title{};
  std::int64_t minutes = 0;
  std::string language{};
  std::int64_t megabytes = 0;
};

struct User {
  std::string first_name{};
  std::string last_name{};
  std::string email{};
};

struct Stream {
  std::string movie{};
  std::string email{};
  double megabytes = 0;
  Milliseconds start = 0;
  Milliseconds end = 0;
};

/// What a vendor lists, and has removed. What was removed one night may be restored the next.
template <typename Thing>
struct Listing {
  std::vector<Thing> listed;
  std::vector<Thing> gone;
};

/// A film streaming service and the vendor who sells it reviews, on one evening: the state that a
/// night's files describe.
struct StreamingWorld {
  Listing<Author> authors;
  Listing<Book> books;
  Listing<Review> reviews;
  Listing<Movie> movies;
  Listing<User> users;
  std::vector<Stream> streams;  ///< none is ever removed

  /// The world on the evening before the given night (from 1). Night 1 is that of 31 December
  /// 2021. `scale` 1 makes about 7,000 records, 6,000 of them streams.
  StreamingWorld(std::uint64_t seed, int night, double scale);
};

}  // namespace nightjar::sample
