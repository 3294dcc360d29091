#include "csv/line.hpp"

#include <limits>  // csv.h does not include it

#define CSV_IO_NO_THREAD  // only its line function is used
#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>
#include <optional>

#include <libfccp/csv.h>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/spelling.hpp"

namespace nightjar::csv {
namespace {

struct TextAfterQuote {};
struct NulByte {};

/// The parser's own double_quote_escape lets a quote open anywhere in a field, so that `5" disk`
/// swallows what follows. Here only a field's first byte can.
struct QuoteAtFieldBegin {
  static const char* find_next_column_end(const char* begin) {
    if (*begin != '"') return ::strchrnul(begin, ',');
    const char* at = begin + 1;
    for (;;) {
      at = std::strchr(at, '"');
      if (at == nullptr) throw io::error::escaped_string_not_closed();
      if (*++at != '"') break;
      ++at;
    }
    if (*at != ',' && *at != '\0') throw TextAfterQuote();
    return at;
  }

  static void unescape(char*& begin, char*& end) {
    if (*begin == '"') io::double_quote_escape<',', '"'>::unescape(begin, end);
  }
};

using Untrimmed = io::trim_chars<>;

std::string_view without_spaces(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::vector<std::string> names_in(std::string_view header_record) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (header_record.starts_with(byte_order_mark))
    header_record.remove_prefix(byte_order_mark.size());
  if (header_record.find('\0') != std::string_view::npos) throw NulByte();
  std::string copy(header_record);
  std::vector<std::string> names;
  for (char* rest = copy.data(); rest != nullptr;) {
    char* begin = nullptr;
    char* end = nullptr;
    io::detail::chop_next_column<QuoteAtFieldBegin>(rest, begin, end);
    QuoteAtFieldBegin::unescape(begin, end);
    names.emplace_back(without_spaces({begin, static_cast<std::size_t>(end - begin)}));
  }
  return names;
}

/// Separators of other formats, which Nightjar does not read.
struct Mark {
  char byte;
  std::string_view plural;
};
constexpr std::array<Mark, 3> other_marks{
    {{';', "semicolons"}, {'\t', "tabs"}, {'|', "vertical bars"}}};

/// The fields between such separators, without quotes and spaces.
std::vector<std::string> split_by(char mark, std::string_view header) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= header.size();) {
    const auto end = std::min(header.find(mark, begin), header.size());
    std::string_view name = without_spaces(header.substr(begin, end - begin));
    if (name.size() > 1 && name.front() == '"' && name.back() == '"') {
      name = name.substr(1, name.size() - 2);
    }
    names.emplace_back(name);
    begin = end + 1;
  }
  return names;
}

/// The separators of a header, if they are not commas. Excel writes `sep=;` before it.
std::optional<Mark> other_mark_of(std::string_view header, const std::vector<std::string>& wanted) {
  for (const Mark& mark : other_marks) {
    if (header == std::string("sep=") + mark.byte) return mark;
    const auto names = split_by(mark.byte, header);
    const bool has_wanted =
        names.size() > 1 && std::any_of(names.begin(), names.end(), [&](const std::string& name) {
          return std::find(wanted.begin(), wanted.end(), name) != wanted.end();
        });
    const bool has_no_other = header.find(',') == std::string_view::npos;
    if (has_wanted || (has_no_other && wanted.size() > 1 && names.size() >= wanted.size())) {
      return mark;
    }
  }
  return std::nullopt;
}

/// A header without commas causes other errors too, which would hide the cause.
void refuse_other_marks(const std::string& file, std::string_view header,
                        const std::vector<std::string>& wanted) {
  const auto mark = other_mark_of(header, wanted);
  if (!mark) return;
  throw BadDump(
      fmt::format("{}, line 1: its fields are separated by {}, not by commas", file, mark->plural),
      "Nightjar reads fields between commas: have the vendor write commas, or convert the file "
      "before Nightjar picks it up");
}

/// A name without differences that are common in spelling: case, spaces, `_`, `-` and `.`.
std::string bare(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (std::string_view(" _-.").find(c) != std::string_view::npos) continue;
    text += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return text;
}

/// A remedy for the missing columns that the header has in another spelling.
std::string near_misses(const std::vector<std::string>& missing,
                        const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& column : missing) {
    const auto meant = std::find_if(names.begin(), names.end(), [&](const std::string& name) {
      return bare(name) == bare(column);
    });
    if (meant == names.end()) continue;
    text += fmt::format("{}`header: {}` for {}", text.empty() ? "write " : ", ", *meant, column);
  }
  return text;
}

[[noreturn]] void fail_missing(const std::string& file, const std::vector<std::string>& missing,
                               const std::vector<std::string>& names) {
  const std::string near = near_misses(missing, names);
  throw BadDump(fmt::format("{}: the header line lacks {}; it has {}", file, enumeration(missing),
                            enumeration(names)),
                near.empty()
                    ? "have the source deliver the columns, or name them under `header:` as the "
                      "header line does; if the file has no header line, have the source write one"
                    : near + ", exactly as in the file");
}

}  // namespace

bool is_blank(std::string_view record) {
  for (std::size_t at = 0;; ++at) {
    if (record.substr(at).starts_with("\"\"")) at += 2;
    if (at >= record.size()) return true;
    if (record[at] != ',') return false;
  }
}

std::size_t count_fields(std::string_view record) {
  std::size_t fields = 1;
  bool is_quoted = false;
  bool at_begin = true;
  for (const char c : record) {
    if (c == ',' && !is_quoted) {
      ++fields;
      at_begin = true;
      continue;
    }
    // Two quotes in a row close the field and open it again.
    if (c == '"' && (is_quoted || at_begin)) is_quoted = !is_quoted;
    at_begin = c == '"' && !is_quoted;
  }
  return fields;
}

std::vector<std::string> column_names(std::string_view header_record) {
  return names_in(header_record);
}

LineParser::LineParser(std::string_view header_record, const std::vector<std::string>& wanted,
                       const std::string& name) {
  try {
    names_ = names_in(header_record);
  } catch (...) {
    refuse_other_marks(name, header_record, wanted);
    throw BadDump(
        fmt::format(
            "{}: the header line cannot be read: its quotes do not match, or it holds a NUL byte",
            name),
        "have the header repaired at the source");
  }
  std::vector<std::string> slots;
  for (const auto& column : names_) {
    const bool is_wanted = std::find(wanted.begin(), wanted.end(), column) != wanted.end();
    if (!is_wanted) {
      extra_columns_.push_back(column);
      slots_.push_back(-1);
      continue;
    }
    if (std::find(slots.begin(), slots.end(), column) != slots.end()) {
      throw BadDump(fmt::format("{}: the header line has the column {} twice", name, column),
                    "have one of them renamed or removed at the source");
    }
    slots_.push_back(static_cast<int>(slots.size()));
    slots.push_back(column);
  }
  std::vector<std::string> missing;
  for (const auto& column : wanted) {
    const auto slot = std::find(slots.begin(), slots.end(), column);
    slot_of_wanted_.push_back(static_cast<std::size_t>(slot - slots.begin()));
    if (slot == slots.end()) missing.push_back(column);
  }
  if (!missing.empty()) {
    refuse_other_marks(name, header_record, wanted);
    fail_missing(name, missing, names_);
  }
  fields_.resize(slots.size());
}

std::optional<ParseError> LineParser::parse(std::string_view record,
                                            std::vector<std::string_view>& fields) {
  // A NUL ends a line for the parser: the text after it would be lost silently.
  if (record.find('\0') != std::string_view::npos) return ParseError{"it holds a NUL byte"};
  copy_.assign(record);
  try {
    if (!take_apart()) return wrong_count(record);
  } catch (const io::error::escaped_string_not_closed&) {
    return ParseError{"a quoted field is not closed"};
  } catch (const TextAfterQuote&) {
    return ParseError{"text follows the closing quote of a field"};
  }
  give(fields);
  return std::nullopt;
}

bool LineParser::is_header(std::string_view record) const {
  try {
    return names_in(record) == names_;
  } catch (...) {  // its quotes do not match, or it holds a NUL byte
    return false;
  }
}

void LineParser::give(std::vector<std::string_view>& fields) const {
  fields.clear();
  for (const auto slot : slot_of_wanted_) fields.emplace_back(fields_[slot]);
}

void LineParser::salvage(std::string_view record, std::vector<std::string_view>& fields) {
  copy_.assign(record);
  std::fill(fields_.begin(), fields_.end(), &nothing_);
  try {
    salvage_into_slots(copy_.data());
  } catch (const io::error::escaped_string_not_closed&) {  // the fields before it are valid
  } catch (const TextAfterQuote&) {
  }
  give(fields);
}

/// The last field of a record that ends too early may have been cut: it is left out.
void LineParser::salvage_into_slots(char* rest) {
  for (std::size_t column = 0; column < slots_.size(); ++column) {
    char* begin = nullptr;
    char* end = nullptr;
    io::detail::chop_next_column<QuoteAtFieldBegin>(rest, begin, end);
    const bool is_last = rest == nullptr;
    if (is_last && column + 1 < slots_.size()) return;
    QuoteAtFieldBegin::unescape(begin, end);
    if (slots_[column] != -1) fields_[static_cast<std::size_t>(slots_[column])] = begin;
    if (is_last) return;
  }
}

/// False if there are fewer or more fields than columns.
bool LineParser::take_apart() {
  try {
    io::detail::parse_line<Untrimmed, QuoteAtFieldBegin>(copy_.data(), fields_.data(), slots_);
    return true;
  } catch (const io::error::too_few_columns&) {
    return false;
  } catch (const io::error::too_many_columns&) {
    return false;
  }
}

/// Says how many fields there are instead of those wanted. The record is split again, since the
/// parser stops when it has enough fields.
ParseError LineParser::wrong_count(std::string_view record) {
  copy_.assign(record);
  std::size_t found = 0;
  for (char* rest = copy_.data(); rest != nullptr; ++found) {
    char* begin = nullptr;
    char* end = nullptr;
    io::detail::chop_next_column<QuoteAtFieldBegin>(rest, begin, end);
  }
  return {fmt::format("it has {} fields where the header has {}", found, slots_.size())};
}

}  // namespace nightjar::csv
