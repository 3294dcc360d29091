#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "feed/expander.hpp"

// Any bytes are a record of a child feed, in JSON or in a CSV, or a violation; and each of its
// elements is a row with all columns, or a violation.

using namespace nightjar::feed;

namespace {

Definition lines(Format format, Notation notation) {
  Definition feed;
  feed.format = format;
  feed.each = Each{"/a", notation};
  feed.columns = {{"id", ColumnType::text, "^/b", {}, {}, {}},
                  {"place", ColumnType::integer, "/~index", {}, {}, {}},
                  {"name", ColumnType::text, "/~key", {}, {}, {}},
                  {"whole", ColumnType::jsonb, "", {}, {}, {}},
                  {"part", ColumnType::text, "/a", {}, {}, {}}};
  feed.key = {0, 1};
  return feed;
}

/// A feed with what reads it, which all inputs use.
struct Reader {
  explicit Reader(const Definition& definition)
      : feed(definition),
        expander(feed, feed.format == Format::csv ? "a,b" : "", "f"),
        mapper(make_record_mapper(feed, {}, "f")) {}

  void read(const Record& record) {
    const auto mapped = expander.expand(record);
    if (mapped.outcome != MappingOutcome::whole) {
      const bool has_key = mapped.outcome == MappingOutcome::spoiled;
      if (has_key && expander.row().columns() != feed.columns.size()) std::abort();
      return;
    }
    for (std::size_t i = 0; i < expander.size(); ++i) read_element(expander.element(i));
  }

  void read_element(const Record& element) {
    Row row;
    const auto mapped = mapper->map(element, row);
    const bool is_empty = mapped.outcome == MappingOutcome::unknown;
    if (row.columns() != (is_empty ? 0 : feed.columns.size())) std::abort();
    if (mapped.violation.has_value() != (mapped.outcome != MappingOutcome::whole)) std::abort();
  }

  const Definition feed;
  Expander expander;
  std::unique_ptr<RecordMapper> mapper;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto memory = std::make_unique<char[]>(size + Record::padding);
  if (size != 0) std::memcpy(memory.get(), data, size);
  const std::string_view text(memory.get(), size);
  static Reader json(lines(Format::json, Notation::standard));
  static Reader json_in_csv(lines(Format::csv, Notation::standard));
  static Reader python_in_csv(lines(Format::csv, Notation::python));
  for (Reader* reader : {&json, &json_in_csv, &python_in_csv}) reader->read({text, 0, size});
  return 0;
}
