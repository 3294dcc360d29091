#include <random>

#include "json/engine.hpp"
#include "support/catch.hpp"

using namespace nightjar::json;

namespace {

std::string told_by(Walker& walker, std::string_view record) {
  std::string told;
  const auto problem = walker.walk(record, [&](std::size_t path, const ExtractedValue& value) {
    told += std::to_string(path) + "=" + std::string(value.text) + ";";
  });
  return problem ? told + "!" + problem->what : told;
}

}  // namespace

TEST_CASE("All engines find the same in a record, sound or damaged") {
  const auto seed = Catch::rngSeed() + 9;
  CAPTURE(seed);
  std::mt19937_64 random(seed);
  const std::vector<std::string> paths{"/a", "/b/*/c", "/b/0", "/d/e"};
  const auto expected_walker = engines().front().make_walker(paths);
  const auto expected_writer = engines().front().make_canonicaliser();
  for (const auto& engine : engines()) {
    const auto walker = engine.make_walker(paths);
    const auto writer = engine.make_canonicaliser();
    for (int round = 0; round < 3000; ++round) {
      std::string record =
          R"({"b":[{"c":"\u00e9\n)" + std::string(random() % 100, 'x') +
          R"(\\\" 😀"},{"c":-1.5e3}],"a":null,"d":{"z":[true],"e":"\ud83d\ude00"}})";
      for (auto damage = random() % 3; damage != 0; --damage) {
        record[random() % record.size()] = "{}[]\":,\\0-eu\x01\xff "[random() % 15];
      }
      record.reserve(record.size() + 64);
      CAPTURE(engine.name, record);
      CHECK(told_by(*walker, record) == told_by(*expected_walker, record));
      std::string out;
      std::string expected;
      const bool is_json = !writer->write(record, out);
      REQUIRE(is_json == !expected_writer->write(record, expected));
      if (is_json) CHECK(out == expected);
    }
  }
}
