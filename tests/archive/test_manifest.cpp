#include <string>

#include "archive/manifest.hpp"
#include "base/error.hpp"
#include "support/catch.hpp"

using namespace nightjar;
using archive::Manifest;
using archive::parse_manifest;

namespace {

Manifest sample() {
  return {"6f1c0a52-97e3-4a7e-8f53-0123456789ab",
          7,
          "vendor",
          *parse_instant("2021-12-18T01:00:00Z"),
          *parse_instant("2021-12-18T02:00:05.25Z"),
          {{"books.json",
            std::string(64, 'a'),
            103,
            *parse_instant("2021-12-17T23:00:00Z"),
            {"vendor.books", "vendor.authors"}},
           {"a name,\nof 100%.json", std::string(64, '0'), 0, std::nullopt}}};
}

}  // namespace

TEST_CASE("A manifest reads as what was written, whatever the names are") {
  const Manifest manifest = sample();
  const std::string text = to_text(manifest);
  CHECK(parse_manifest(text, "7.manifest") == manifest);
  CHECK_THAT(
      text, Catch::Contains("\nfile " + std::string(64, 'a') +
                            " 103 2021-12-17T23:00:00Z books.json vendor.books,vendor.authors,\n"));
}

TEST_CASE("A manifest without an identity is of version 1 and reads as it was written") {
  Manifest manifest = sample();
  manifest.night_id.clear();
  manifest.as_of.reset();
  for (auto& file : manifest.files) file.feeds.clear();
  const std::string text = to_text(manifest);
  CHECK_THAT(text, Catch::StartsWith("nightjar archive manifest 1\nrun 7\n"));
  CHECK(parse_manifest(text, "7.manifest") == manifest);
  CHECK(manifest.night() == "7");
}

TEST_CASE("A manifest that is cut anywhere is refused with its name") {
  const std::string text = to_text(sample());
  for (std::size_t length = 0; length < text.size(); ++length) {
    CAPTURE(length);
    CHECK_THROWS_WITH(parse_manifest(text.substr(0, length), "/a/7.manifest"),
                      Catch::Contains("/a/7.manifest: is not a complete manifest"));
  }
}

TEST_CASE("A manifest that was tampered with is refused") {
  struct Case {
    std::string what;
    std::string with;
  };
  const auto c = GENERATE(values<Case>({
      {"manifest 2", "manifest 3"},
      {"night 6f1c", "night ../."},
      {"night 6f1c", "night 6F1C"},
      {"as_of 2021", "as_of 20x1"},
      {"run 7", "run x"},
      {"run 7", "run 99999999999999999999"},
      {"kept_at 2021", "kept_at 20x1"},
      {std::string(64, 'a'), "../../../etc/passwd"},
      {std::string(64, 'a'), std::string(64, 'A')},
      {" 103 ", " -1 "},
      {"%20", "%2"},
      {"%20", "%ZZ"},
      {"end\n", "end\nend\n"},
  }));
  CAPTURE(c.what, c.with);
  std::string text = to_text(sample());
  text.replace(text.find(c.what), c.what.size(), c.with);
  CHECK_THROWS_AS(parse_manifest(text, "7.manifest"), Misconfigured);
}
