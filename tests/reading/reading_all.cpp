#include "reading/reading_all.hpp"

#include "base/error.hpp"
#include "reading/record_reader.hpp"
#include "reading/string_source.hpp"

namespace nightjar::reading {

std::vector<std::string> Outcome::texts() const {
  std::vector<std::string> texts;
  for (const auto& record : records) texts.push_back(record.bytes);
  return texts;
}

feed::Definition feed_of(feed::Format format, std::size_t max_record_bytes) {
  feed::Definition feed;
  feed.format = format;
  feed.max_record_bytes = max_record_bytes;
  return feed;
}

Outcome read_all(std::string_view text, feed::Format format, std::size_t max_record_bytes,
                 std::size_t block_bytes) {
  return read_all(text, feed_of(format, max_record_bytes), block_bytes);
}

Outcome read_all(std::string_view text, const feed::Definition& feed, std::size_t block_bytes) {
  Outcome outcome;
  StringSource source{std::string(text)};
  try {
    RecordReader reader(source, "f", feed, block_bytes);
    outcome.header = reader.first_record();
    for (auto block = reader.next_block(); !block.empty(); block = reader.next_block()) {
      for (const auto& record : block) {
        outcome.records.push_back({std::string(record.bytes), record.offset, record.length,
                                   reader.line_of(record.offset)});
      }
    }
  } catch (const BadDump& refusal) {
    outcome.refusal = refusal.what();
    outcome.remedy = refusal.remedy();
    // Which of the records before the damage were yielded depends on the block size.
    outcome.records.clear();
    outcome.header.clear();
  }
  return outcome;
}

}  // namespace nightjar::reading
