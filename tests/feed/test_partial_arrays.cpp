#include <string>
#include <vector>

#include "feed/partial_arrays.hpp"
#include "support/catch.hpp"

using nightjar::feed::ColumnType;
using nightjar::feed::Definition;
using nightjar::feed::Format;
using nightjar::feed::partial_arrays_of;
using nightjar::feed::PartialArray;

namespace {

using T = ColumnType;

/// A feed whose columns, named a, b, …, take what stands at these paths.
Definition feed_of(const std::vector<std::pair<T, std::string>>& columns) {
  Definition feed;
  for (const auto& [type, path] : columns) {
    feed.columns.emplace_back();
    feed.columns.back().name = std::string(1, static_cast<char>('a' + feed.columns.size() - 1));
    feed.columns.back().type = type;
    feed.columns.back().source = path;
  }
  return feed;
}

/// The choices as `array (columns) further`.
std::vector<std::string> choices(const std::vector<std::pair<T, std::string>>& columns) {
  std::vector<std::string> texts;
  for (const PartialArray& choice : partial_arrays_of(feed_of(columns))) {
    std::string text = choice.array + " (";
    for (const std::size_t column : choice.columns) text += static_cast<char>('a' + column);
    texts.push_back(text + ") " + choice.further);
  }
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("A path that takes the first of many leaves the other elements of its array") {
  CHECK(choices({{T::text, "/films/*/title"}, {T::text, "/name"}}) == Texts{"/films (a) "});
  CHECK(choices({{T::integer, "/a/*"}, {T::text, "/a/*/b/*/c"}}) == Texts{"/a (a) ", "/a (b) "});
}

TEST_CASE("Paths that name elements by number leave those of the array that none names") {
  CHECK(choices({{T::text, "/books/0/title"}, {T::text, "/books/1"}, {T::text, "/a/1"}}) ==
        Texts{"/a (c) /a/0", "/books (ab) /books/2"});
  CHECK(choices({{T::text_array, "/books/0/tags"}}) == Texts{"/books (a) /books/1"});
}

TEST_CASE("What another column loads whole is left by none") {
  CHECK(choices({{T::text, "/films/*/title"}, {T::jsonb, "/films"}}).empty());
  CHECK(choices({{T::text, "/a/films/0"}, {T::jsonb, "/a"}}).empty());
  CHECK(choices({{T::text, "/tags/*"}, {T::text_array, "/tags/*"}}).empty());
  CHECK(choices({{T::text, "/films/*/title"}, {T::jsonb, "/film"}}).size() == 1);
  CHECK(choices({{T::text, "/films/*/title"}, {T::text_array, "/films/*/year"}}).size() == 1);
}

TEST_CASE("Members, numbers with leading zeros and CSV columns are no elements") {
  CHECK(choices({{T::text, "/name"}, {T::text, "/a/01"}, {T::text, "/a*b"}, {T::text, "/0"}})
            .empty());
  Definition csv = feed_of({{T::text, "a/0"}});
  csv.format = Format::csv;
  CHECK(partial_arrays_of(csv).empty());
}
