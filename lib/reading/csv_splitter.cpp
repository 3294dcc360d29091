#include "reading/csv_splitter.hpp"

#include "base/format.hpp"

namespace nightjar::reading {
namespace {

using Field = CsvPlace::Field;

void end_record(std::uint64_t line_end, CsvPlace& place, std::vector<Extent>& records) {
  const auto end = line_end - (place.previous == '\r' && line_end != place.record_begin ? 1 : 0);
  if (end != place.record_begin) records.push_back({place.record_begin, end});
}

}  // namespace

bool find_records(std::string_view piece, std::size_t max_field_bytes, CsvPlace& place,
                  std::vector<Extent>& records) {
  CsvPlace at = place;
  bool fits = true;
  for (const char c : piece) {
    if (at.field == Field::quoted) {
      if (c == '"') at.field = Field::after_quote;
      fits = c != '"' || at.end - at.quote_begin <= max_field_bytes;
      if (!fits) break;
    } else if (c == '\n') {
      end_record(at.end, at, records);
      at.record_begin = at.end + 1;
      at.field = Field::begin;
    } else if (c == ',') {
      at.field = Field::begin;
    } else if (c == '"' && at.field == Field::after_quote) {
      at.field = Field::quoted;
    } else if (c == '"' && at.field == Field::begin) {
      at.field = Field::quoted;
      at.quote_begin = at.end;
    } else {
      at.field = Field::unquoted;
    }
    at.previous = c;
    ++at.end;
  }
  if (at.field == Field::quoted && at.end - at.quote_begin > max_field_bytes) fits = false;
  place = at;
  return fits;
}

std::optional<Damage> CsvSplitter::split(std::string_view piece, std::uint64_t offset,
                                         std::vector<Extent>& records) {
  if (place_.end == 0) place_.record_begin = place_.end = offset;
  if (find_records(piece, max_field_bytes_, place_, records)) return std::nullopt;
  return Damage{place_.quote_begin,
                format("the quote that opens here encloses more than {} bytes", max_field_bytes_),
                "a stray quote has swallowed what follows it: have the source double or remove it, "
                "or raise the feed's max_record_bytes if the field is truly that long"};
}

std::optional<Damage> CsvSplitter::finish(std::string_view /*tail*/, std::vector<Extent>& records) {
  if (place_.field == Field::quoted) {
    return Damage{
        place_.quote_begin,
        format("the quote that opens here is not closed at the file's end, byte {}", place_.end),
        "the file is cut short, or has a stray quote: fetch it again; if it is the same "
        "at the source, have it repaired"};
  }
  end_record(place_.end, place_, records);
  place_.record_begin = place_.end;
  return std::nullopt;
}

std::optional<std::uint64_t> CsvSplitter::open_record() const {
  return place_.record_begin != place_.end ? std::optional(place_.record_begin) : std::nullopt;
}

}  // namespace nightjar::reading
