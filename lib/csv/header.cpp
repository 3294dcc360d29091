#include "csv/header.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include "base/ascii.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/spelling.hpp"
#include "csv/field.hpp"
#include "csv/record.hpp"

namespace nightjar::csv {
namespace {

std::string_view without_spaces(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::vector<std::string> positions(const Dialect& dialect, std::string_view record) {
  std::vector<std::string> names;
  const std::size_t fields = count_fields(dialect, record);
  for (std::size_t position = 1; position <= fields; ++position) {
    names.push_back(std::to_string(position));
  }
  return names;
}

/// Delimiters by their names.
struct Mark {
  char byte;
  std::string_view plural;
  std::string_view in_yaml;
};
constexpr std::array<Mark, 4> marks{{{',', "commas", R"(",")"},
                                     {';', "semicolons", R"(";")"},
                                     {'\t', "tabs", R"("\t")"},
                                     {'|', "vertical bars", R"("|")"}}};

std::string plural_of(char delimiter) {
  const auto* const mark = std::find_if(marks.begin(), marks.end(),
                                        [&](const Mark& known) { return known.byte == delimiter; });
  return mark == marks.end() ? fmt::format("\"{}\"", delimiter) : std::string(mark->plural);
}

/// The fields between such delimiters, without quotes and spaces.
std::vector<std::string> split_by(char delimiter, std::string_view record) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= record.size();) {
    const auto end = std::min(record.find(delimiter, begin), record.size());
    std::string_view name = without_spaces(record.substr(begin, end - begin));
    if (name.size() > 1 && name.front() == '"' && name.back() == '"') {
      name = name.substr(1, name.size() - 2);
    }
    names.emplace_back(name);
    begin = end + 1;
  }
  return names;
}

/// The delimiters of a header line, if they are others than the dialect says.
std::optional<Mark> other_mark_of(const Header& header) {
  const auto& wanted = header.wanted;
  for (const Mark& mark : marks) {
    if (mark.byte == header.dialect.delimiter) continue;
    const auto names = split_by(mark.byte, header.record);
    const bool has_wanted =
        names.size() > 1 && std::any_of(names.begin(), names.end(), [&](const std::string& name) {
          return std::find(wanted.begin(), wanted.end(), name) != wanted.end();
        });
    const bool has_no_other =
        header.record.find(header.dialect.delimiter) == std::string_view::npos;
    if (has_wanted || (has_no_other && wanted.size() > 1 && names.size() >= wanted.size())) {
      return mark;
    }
  }
  return std::nullopt;
}

/// Excel writes `sep=;` before a header line.
void refuse_separator_line(const Header& header) {
  constexpr std::string_view begin = "sep=";
  if (!header.record.starts_with(begin) || header.record.size() != begin.size() + 1) return;
  throw BadDump(fmt::format("{}: the first line is \"{}\", which is no header line", header.file,
                            header.record),
                fmt::format("write `csv: {{delimiter: \"{}\", skip_lines: 1}}` in the feed",
                            header.record.back()));
}

/// A header line without the right delimiters causes other errors too, which would hide the cause.
void refuse_other_delimiters(const Header& header) {
  refuse_separator_line(header);
  const auto mark = other_mark_of(header);
  if (!mark) return;
  throw BadDump(fmt::format("{}, line 1: its fields are separated by {}, not by {}", header.file,
                            mark->plural, plural_of(header.dialect.delimiter)),
                fmt::format("write `csv: {{delimiter: {}}}` in the feed", mark->in_yaml));
}

/// A name without differences that are common in spelling: case, spaces, `_`, `-` and `.`.
std::string bare(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (std::string_view(" _-.").find(c) != std::string_view::npos) continue;
    text += lowered(c);
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

[[noreturn]] void fail_missing_fields(const Header& header, const std::vector<std::string>& missing,
                                      const std::vector<std::string>& names) {
  throw BadDump(fmt::format("{}: the first record has {} fields, so there is no position {}",
                            header.file, names.size(), enumeration(missing)),
                "correct `position:` of the columns, or `csv:` of the feed if the fields are "
                "separated in another way");
}

[[noreturn]] void fail_missing(const Header& header, const std::vector<std::string>& missing,
                               const std::vector<std::string>& names) {
  refuse_other_delimiters(header);
  if (!header.dialect.has_header) fail_missing_fields(header, missing, names);
  const std::string near = near_misses(missing, names);
  throw BadDump(fmt::format("{}: the header line lacks {}; it has {}", header.file,
                            enumeration(missing), enumeration(names)),
                near.empty()
                    ? "have the source deliver the columns, or name them under `header:` as the "
                      "header line does; if the file has no header line, write `csv: {header: no}`"
                    : near + ", exactly as in the file");
}

}  // namespace

std::vector<std::string> column_names(const Dialect& dialect, std::string_view record) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (!dialect.has_header) return positions(dialect, record);
  if (record.starts_with(byte_order_mark)) record.remove_prefix(byte_order_mark.size());
  if (record.find('\0') != std::string_view::npos) throw NulByte();
  const TakeField take_field = take_field_of(dialect);
  std::string copy(record);
  std::vector<std::string> names;
  for (char* rest = copy.data(); rest != nullptr;) {
    char* begin = nullptr;
    char* end = nullptr;
    take_field(dialect, rest, begin, end);
    names.emplace_back(without_spaces({begin, static_cast<std::size_t>(end - begin)}));
  }
  return names;
}

std::vector<std::string> column_names(const Header& header) {
  try {
    return column_names(header.dialect, header.record);
  } catch (...) {
    refuse_other_delimiters(header);
    throw BadDump(
        fmt::format(
            "{}: the header line cannot be read: its quotes do not match, or it holds a NUL byte",
            header.file),
        "have the header repaired at the source");
  }
}

void require_columns(const Header& header, const std::vector<std::string>& names) {
  if (!header.dialect.has_header && header.record.empty()) return;  // the file has no record
  std::vector<std::string> missing;
  for (const std::string& column : header.wanted) {
    const auto times = std::count(names.begin(), names.end(), column);
    if (times == 0) missing.push_back(column);
    if (times > 1) {
      throw BadDump(fmt::format("{}: the header line has the column {} twice", header.file, column),
                    "have one of them renamed or removed at the source");
    }
  }
  if (!missing.empty()) fail_missing(header, missing, names);
}

}  // namespace nightjar::csv
