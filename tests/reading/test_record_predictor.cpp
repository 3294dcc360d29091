#include <random>

#include "base/error.hpp"
#include "feed/record_predictor.hpp"
#include "reading/reading_all.hpp"
#include "reading/record_reader.hpp"
#include "reading/string_source.hpp"
#include "support/catch.hpp"

using namespace nightjar;
using namespace nightjar::reading;
using feed::Format;
using Random = std::mt19937_64;

namespace {

/// Remembers texts, and expects each a few places around the one after the last that came.
class Remembered : public feed::RecordPredictor {
 public:
  explicit Remembered(std::vector<std::string> texts) : texts_(std::move(texts)) {}

  std::optional<Hit> predict(std::string_view text, MayEnd may_end) override {
    for (std::size_t row = next_; row < std::min(next_ + 3, texts_.size()); ++row) {
      const auto& known = texts_[row];
      if (known.empty() || !text.starts_with(known) || !may_end(text, known.size())) continue;
      next_ = row + 1;
      return Hit{static_cast<std::uint32_t>(row), known.size()};
    }
    return std::nullopt;
  }
  [[nodiscard]] const std::string& text(std::size_t row) const { return texts_[row]; }

 private:
  std::vector<std::string> texts_;
  std::size_t next_ = 0;
};

struct Pass {
  std::vector<std::string> texts;
  std::vector<std::uint64_t> offsets;
  std::string refusal;
  std::size_t predicted = 0;
};

Pass read(const std::string& file, Format format, std::size_t block_bytes, Remembered* memory) {
  Pass pass;
  StringSource source{file};
  try {
    RecordReader reader(source, "f", feed_of(format), block_bytes);
    if (memory != nullptr) reader.expect(*memory);
    for (auto block = reader.next_block(); !block.empty(); block = reader.next_block()) {
      for (const auto& record : block) {
        pass.texts.emplace_back(record.bytes);
        pass.offsets.push_back(record.offset);
        if (!record.predicted) continue;
        ++pass.predicted;
        CHECK(memory->text(*record.predicted) == record.bytes);
      }
    }
  } catch (const BadDump& refusal) {
    pass = {{}, {}, refusal.what()};
  }
  return pass;
}

/// Records of all kinds, some of them the beginning or the end of others.
const std::vector<std::string> json_records{R"({"a":1})", R"({"a":1,"b":"}"})", R"({"a":{"a":1}})",
                                            "{}",         R"({"x":"\\\"{"})",   "12",
                                            "1",          R"("x\",{[")",        "[{}]",
                                            R"({"a":1 })"};
const std::vector<std::string> ndjson_records{
    R"({"a":1})", R"( {"a":1})", R"({"a":1} {)", "{}", "12", "1", R"({"b":"x\ny"})", "\r{}"};
const std::vector<std::string> csv_records{
    "a,b", "a,b,", "\"x\ny\",1", R"("say ""no""",2)", "\"\"\"\"", "a", ",", "k,1", "k,2", "k,3",
    "k,\"4\"", "k,5", "k,66", "k,7",
    // What leaves a quote open swallows much of what follows.
    "\"x\n", "y\",1", "a,\"", R"(5" x,1)", "\r", "a\r", "\"a,b\nc,d\""};

/// A file of some records, with one separator or another between them.
std::string file_of(const std::vector<std::string>& records, Format format, Random& random) {
  std::string file = format == Format::csv ? "h,i\n" : format == Format::json ? "[" : "";
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (format == Format::json) {
      file += i == 0 ? "" : random() % 4 == 0 ? " ,\n" : ",";
      file += records[i];
    } else {
      file += records[i];
      file += random() % 4 == 0 ? "\r\n" : random() % 8 == 0 ? " \n\n" : "\n";
    }
  }
  return file + (format == Format::json ? "]" : "");
}

std::vector<std::string> some_of(const std::vector<std::string>& kinds, Random& random) {
  std::vector<std::string> records;
  for (std::size_t i = random() % 40; i > 0; --i) records.push_back(kinds[random() % kinds.size()]);
  return records;
}

/// The next night's: some changed, some gone, some new.
std::vector<std::string> changed(std::vector<std::string> records,
                                 const std::vector<std::string>& kinds, Random& random) {
  for (std::size_t i = random() % 5; i > 0; --i) {
    const auto at = records.begin() + static_cast<std::ptrdiff_t>(random() % (records.size() + 1));
    if (random() % 2 == 0 || at == records.end()) {
      records.insert(at, kinds[random() % kinds.size()]);
    } else {
      records.erase(at);
    }
  }
  return records;
}

}  // namespace

TEST_CASE("A reader with a predictor finds the same records, whatever the predictor says") {
  struct Case {
    Format format;
    const std::vector<std::string>& kinds;
  };
  const auto c = GENERATE(values<Case>({{Format::json, json_records},
                                        {Format::ndjson, ndjson_records},
                                        {Format::csv, csv_records}}));
  const auto seed = Catch::rngSeed() + 1;
  CAPTURE(seed, c.format);
  Random random(seed);
  std::size_t predicted = 0;
  for (int round = 0; round < 3000; ++round) {
    const auto last_night = some_of(c.kinds, random);
    const auto file = file_of(changed(last_night, c.kinds, random), c.format, random);
    // What is remembered was read of last night's file, or of any other.
    const auto other = random() % 4 == 0 ? some_of(c.kinds, random) : last_night;
    Remembered memory(read(file_of(other, c.format, random), c.format, 1 << 16, nullptr).texts);
    const std::size_t block_bytes = 1 + random() % 100;
    CAPTURE(file, block_bytes);
    const auto plain = read(file, c.format, block_bytes, nullptr);
    const auto told = read(file, c.format, block_bytes, &memory);
    REQUIRE(told.texts == plain.texts);
    REQUIRE(told.offsets == plain.offsets);
    REQUIRE(told.refusal == plain.refusal);
    predicted += told.predicted;
  }
  CHECK(predicted > 100);
}

TEST_CASE("A reader recalls every record of an unchanged file but those that a block cuts") {
  const auto c = GENERATE(
      values<std::pair<Format, std::string>>({{Format::json, "[\n{\"a\":1},\n{\"a\":2}\n]\n"},
                                              {Format::ndjson, "{\"a\":1}\n{\"a\":2}\r\n"},
                                              {Format::csv, "h\n1\n\"2\n2\"\r\n"}}));
  CAPTURE(c.second);
  const auto before = read(c.second, c.first, 1 << 16, nullptr);
  REQUIRE(before.texts.size() == 2);
  Remembered memory(before.texts);
  // A CSV's header takes the block that it stands in with it.
  const auto again = read(c.second, c.first, c.first == Format::csv ? 2 : 1 << 16, &memory);
  CHECK(again.predicted == (c.first == Format::csv ? 0U : 2U));
}
