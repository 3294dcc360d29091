#include "config/csv_reader.hpp"

#include <cstddef>

#include "base/ascii.hpp"
#include "base/format.hpp"
#include "config/keys.hpp"
#include "csv/trailer.hpp"
#include "yaml/mapping.hpp"

namespace nightjar::config {
namespace {

using csv::Dialect;
using csv::Escape;

/// A preamble is short: more lines are a slip of the pen.
constexpr std::size_t most_skipped_lines = 10'000;
constexpr std::size_t longest_comment_mark = 16;
/// As much as `max_record_bytes` is by default.
constexpr std::size_t most_record_length = std::size_t{16} << 20;

constexpr std::string_view no_quote = "none";

/// One character of ASCII that can stand in the middle of a line.
char read_mark(const yaml::Value& value, const std::string& example) {
  const std::string text = value.text();
  const bool is_mark = text.size() == 1 && text != "\n" && text != "\r" && text[0] > '\0' &&
                       !is_digit(text[0]) && !is_letter(text[0]);
  if (!is_mark) {
    value.fail(fmt::format("{} is \"{}\"; wanted one character of ASCII, no letter or digit",
                           value.label(), text),
               example);
  }
  return text[0];
}

void read_quote(Dialect& dialect, const yaml::Value& value) {
  if (value.text() == no_quote) {
    dialect.quote.reset();
  } else {
    dialect.quote =
        read_mark(value, "write `quote: \"'\"`, or `quote: none` if no field is quoted");
  }
  if (dialect.quote == dialect.delimiter) {
    value.fail(fmt::format("{} is the delimiter too", value.label()),
               "name the character around texts, or write `quote: none`");
  }
}

void read_escape(Dialect& dialect, const yaml::Value& value) {
  dialect.escape = value.one_of(csv_escapes);
  if (dialect.escape == Escape::doubled && !dialect.quote) {
    value.fail(fmt::format("{} is \"doubled\", but there are no quotes", value.label()),
               "remove one of `escape: doubled` and `quote: none`");
  }
  if (dialect.escape == Escape::backslash && (dialect.delimiter == '\\' || dialect.quote == '\\')) {
    value.fail(
        fmt::format("{} is \"backslash\", which is the delimiter or the quote too", value.label()),
        "write `escape: doubled`, or another delimiter or quote");
  }
}

/// Whether a text has a byte that the dialect gives a meaning inside a line.
bool has_quote_or_escape(const Dialect& dialect, const std::string& text) {
  const bool has_quote = dialect.quote && text.find(*dialect.quote) != std::string::npos;
  return has_quote || (dialect.escape == Escape::backslash && text.find('\\') != std::string::npos);
}

void read_comment(Dialect& dialect, const yaml::Value& value) {
  dialect.comment = value.text();
  const bool fits = !dialect.comment.empty() && dialect.comment.size() <= longest_comment_mark;
  const bool has_line_break = dialect.comment.find_first_of("\r\n") != std::string::npos;
  if (!fits || has_line_break || has_quote_or_escape(dialect, dialect.comment)) {
    value.fail(fmt::format("{} is \"{}\"; wanted the beginning of a line: up to {} bytes without "
                           "quotes and escapes",
                           value.label(), dialect.comment, longest_comment_mark),
               "write `comment: \"#\"`");
  }
}

void read_trailer(Dialect& dialect, const yaml::Value& value) {
  dialect.trailer = value.text();
  if (const std::string fault = csv::fault_of_trailer(dialect.trailer); !fault.empty()) {
    value.fail(
        fmt::format("{} is \"{}\", which {}", value.label(), dialect.trailer, fault),
        "write the file's last line as it is, with {records} for the number of records and * "
        "for what varies: TRAILER,{records}");
  }
}

void read_line_end(Dialect& dialect, const yaml::Value& value) {
  dialect.line_end = value.text();
  const bool fits = !dialect.line_end.empty() && dialect.line_end.size() <= csv::longest_line_end;
  const bool has_nul = dialect.line_end.find('\0') != std::string::npos;
  if (!fits || has_nul || has_quote_or_escape(dialect, dialect.line_end)) {
    value.fail(fmt::format("{} is \"{}\"; wanted 1 to {} bytes without quotes and escapes",
                           value.label(), dialect.line_end, csv::longest_line_end),
               "write `line_end: \"|$|\"`; LF and CRLF need no `line_end:`");
  }
  if (dialect.line_end == std::string(1, dialect.delimiter)) {
    value.fail(fmt::format("{} is the delimiter too", value.label()),
               "name the bytes after a record's last field");
  }
}

void read_lines(Dialect& dialect, yaml::Mapping& mapping) {
  if (const auto lines = mapping.find("skip_lines")) {
    dialect.skip_lines = lines->count(0, most_skipped_lines);
  }
  if (const auto comment = mapping.find("comment")) read_comment(dialect, *comment);
  if (const auto trailer = mapping.find("trailer")) read_trailer(dialect, *trailer);
  if (const auto line_end = mapping.find("line_end")) read_line_end(dialect, *line_end);
}

}  // namespace

Dialect read_dialect(const yaml::Value& value, const std::string& owner) {
  yaml::Mapping mapping(value, "csv of " + owner, csv_keys());
  Dialect dialect;
  if (const auto delimiter = mapping.find("delimiter")) {
    dialect.delimiter = read_mark(*delimiter, R"(write `delimiter: ";"`, or "\t" for a tab)");
  }
  const auto quote = mapping.find("quote");
  if (quote) read_quote(dialect, *quote);
  if (!quote && dialect.delimiter == dialect.quote) {
    mapping.fail(fmt::format("{}: the delimiter is the quote too", mapping.owner()),
                 "write `quote:` with the character around texts, or `quote: none`");
  }
  if (const auto escape = mapping.find("escape")) read_escape(dialect, *escape);
  if (const auto header = mapping.find("header")) dialect.has_header = header->flag();
  read_lines(dialect, mapping);
  mapping.finish();
  return dialect;
}

FixedLines read_fixed_lines(const yaml::Value& value, const std::string& owner) {
  yaml::Mapping mapping(value, "fixed of " + owner, fixed_keys());
  FixedLines lines;
  read_lines(lines.dialect, mapping);
  if (const auto length = mapping.find("record_length")) {
    lines.record_length = length->count(1, most_record_length);
    for (const char* const key : {"comment", "line_end"}) {
      const auto stray = mapping.find(key);
      if (!stray) continue;
      stray->fail(
          fmt::format("{} contradicts `record_length:`: the file has no lines", stray->label()),
          "take out one of them");
    }
  }
  mapping.finish();
  return lines;
}

}  // namespace nightjar::config
