#include <cstdlib>
#include <string>

#include "feed/fixed_record_mapper.hpp"
#include "feed/row.hpp"
#include "feed/span.hpp"

// Any bytes are a record or a violation, and a value never has more than its characters.

using namespace nightjar::feed;

namespace {

Definition accounts() {
  Definition feed;
  feed.format = Format::fixed;
  feed.columns.resize(3);
  feed.columns[0].source = "3-5";
  feed.columns[1].source = "4-90";
  feed.columns[2].source = "1";
  feed.columns[2].type = ColumnType::integer;
  for (Column& column : feed.columns) column.name = column.source;
  feed.key = {0};
  return feed;
}

void map(const std::string& text, std::size_t length) {
  static const Definition feed = accounts();
  static const auto mapper = make_fixed_record_mapper(feed, {}, {});
  Row row;
  const auto mapped = mapper->map({text, 0, length}, row);
  const bool has_row =
      mapped.outcome == MappingOutcome::whole || mapped.outcome == MappingOutcome::spoiled;
  if (has_row != (row.columns() == feed.columns.size())) std::abort();
  constexpr std::size_t most_bytes_of_three_characters = 12;
  if (has_row && row.field(0)->size() > most_bytes_of_three_characters) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  map(text, size);
  map(text, size + 1);
  const auto span = span_of(text);
  if (span && (span->first == 0 || span->last < span->first)) std::abort();
  return 0;
}
