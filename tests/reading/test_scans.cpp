#include <random>

#include "reading/csv_splitter.hpp"
#include "reading/json_array_splitter.hpp"
#include "reading/scans.hpp"
#include "support/catch.hpp"

using namespace nightjar::reading;

namespace {

using Random = std::mt19937_64;

/// Text of the bytes that matter, in proportions of which some are common and some hostile.
std::string random_text(Random& random, std::string_view alphabet, std::size_t length) {
  std::string text;
  while (text.size() < length) {
    const auto c = alphabet[random() % alphabet.size()];
    // Runs, so that whole steps without a mark occur, and long rows of backslashes and quotes.
    text.append(random() % 8 == 0 ? random() % 150 : 1, c);
  }
  return text;
}

/// Cuts at random places, some of them very close.
std::vector<std::string_view> random_pieces(Random& random, std::string_view text) {
  std::vector<std::string_view> pieces;
  const std::size_t longest = 1 + random() % (random() % 4 == 0 ? 8 : 1000);
  while (!text.empty()) {
    const auto length = std::min<std::size_t>(1 + random() % longest, text.size());
    pieces.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return pieces;
}

struct Found {
  std::vector<Extent> records;
  std::string damage;

  bool operator==(const Found&) const = default;
};

template <typename S>
Found found_by(S splitter, const std::vector<std::string_view>& pieces) {
  Found found;
  std::uint64_t offset = 0;
  for (const auto piece : pieces) {
    if (auto damage = splitter.split(piece, offset, found.records)) {
      return {{}, damage->what + " at " + std::to_string(damage->offset)};
    }
    offset += piece.size();
  }
  if (auto damage = splitter.finish({}, found.records)) {
    return {{}, damage->what + " at " + std::to_string(damage->offset)};
  }
  return found;
}

}  // namespace

TEST_CASE("All scans for the end of a JSON value agree, whatever the text") {
  const auto instruction_set = GENERATE(from_range(available_instruction_sets()));
  const auto seed = Catch::rngSeed() + 1;
  CAPTURE(seed);
  Random random(seed);
  for (int round = 0; round < 3000; ++round) {
    const auto* const alphabet = round % 3 == 0   ? "{}\"\\x"
                                 : round % 3 == 1 ? "{}{}\"\\xxxxxx"
                                                  : "{}[]\"\\,\n x";
    const auto text = "{" + random_text(random, alphabet, random() % 1000);
    Nesting expected;
    Nesting actual;
    const char* wanted_at = text.data();
    const char* at = text.data();
    for (const auto piece : random_pieces(random, text)) {
      const auto* const end = piece.data() + piece.size();
      wanted_at = scans_for(InstructionSet::plain).find_close(piece.data(), end, expected);
      at = scans_for(instruction_set).find_close(piece.data(), end, actual);
      REQUIRE(at == wanted_at);
      REQUIRE(actual.depth == expected.depth);
      REQUIRE(actual.in_string == expected.in_string);
      REQUIRE(actual.escaped == expected.escaped);
      if (actual.depth == 0) break;
    }
  }
}

TEST_CASE("All splitters of JSON arrays agree, whatever the text and the pieces") {
  const auto instruction_set = GENERATE(from_range(available_instruction_sets()));
  const auto seed = Catch::rngSeed() + 2;
  CAPTURE(seed);
  Random random(seed);
  for (int round = 0; round < 3000; ++round) {
    std::string text = "[";
    for (auto records = random() % 20; records != 0; --records) {
      text += "{\"a\":\"" + random_text(random, "{}\\\\xxx", random() % 200) + "x\",\"b\":{}}";
      text += records == 1 ? "]" : random() % 2 == 0 ? "," : " ,\n";
    }
    if (round % 3 == 0) text[random() % text.size()] = "{}[]\"\\, "[random() % 8];
    const auto whole = found_by(JsonArraySplitter(InstructionSet::plain), {text});
    CHECK(found_by(JsonArraySplitter(instruction_set), random_pieces(random, text)) == whole);
  }
}

TEST_CASE("All scans of CSV agree, whatever the text and the pieces") {
  const auto instruction_set = GENERATE(from_range(available_instruction_sets()));
  const auto seed = Catch::rngSeed() + 3;
  CAPTURE(seed);
  Random random(seed);
  for (int round = 0; round < 10000; ++round) {
    const auto* const alphabet = round % 3 == 0   ? "\",\nx"
                                 : round % 3 == 1 ? "\",,\r\n\nxxxxxxxx"
                                                  : ",\r\nxxxxxxx";
    auto text = random_text(random, alphabet, random() % 1000);
    if (round % 5 == 0) {  // as it should be
      text.clear();
      for (auto fields = random() % 50; fields != 0; --fields) {
        text += "\"" + random_text(random, ",\n\r xxx", random() % 100) + "\"\"\"" +
                (random() % 3 == 0 ? "\r\n" : ",");
      }
    }
    for (auto marks = random() % 4; marks != 0 && !text.empty(); --marks) {
      text.insert(random() % text.size(), "\n\xef\xbb\xbf\"x\n\"");
    }
    const CsvMarks marks{round % 2 == 0 ? ',' : 'x', round % 4 < 2 ? '"' : '\r'};
    const auto max_field_bytes = random() % 2 == 0 ? 100000 : random() % 300;
    const auto pieces = random_pieces(random, text);
    CAPTURE(text);
    CHECK(found_by(CsvSplitter(marks, max_field_bytes, instruction_set), pieces) ==
          found_by(CsvSplitter(marks, max_field_bytes, InstructionSet::plain), pieces));
  }
}

TEST_CASE("All counts of newlines agree") {
  const auto instruction_set = GENERATE(from_range(available_instruction_sets()));
  const auto seed = Catch::rngSeed() + 4;
  CAPTURE(seed);
  Random random(seed);
  for (int round = 0; round < 300; ++round) {
    const auto text = random_text(random, "\n\nx", random() % 500);
    CHECK(scans_for(instruction_set).count_newlines(text) ==
          scans_for(InstructionSet::plain).count_newlines(text));
  }
}
