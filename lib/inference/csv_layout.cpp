#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "base/ascii.hpp"
#include "base/error.hpp"
#include "csv/header.hpp"
#include "csv/line.hpp"
#include "csv/record.hpp"
#include "csv/trailer.hpp"
#include "inference/csv_header.hpp"
#include "inference/layout.hpp"
#include "reading/csv_dialect_splitter.hpp"

namespace nightjar::inference {
namespace {

using csv::Dialect;
using csv::Escape;
using Lines = std::vector<std::string_view>;

/// A dialect is known after so many bytes.
constexpr std::size_t most_examined = std::size_t{256} << 10;
constexpr std::size_t most_front_lines = 50;

struct Record {
  std::string_view text;
  std::size_t fields = 0;
};

std::vector<Record> records_in(const Dialect& dialect, std::string_view text) {
  reading::CsvDialectSplitter splitter(dialect, most_examined);
  std::vector<reading::Extent> extents;
  if (splitter.split(text, 0, extents)) return {};
  std::vector<Record> records;
  for (const reading::Extent& extent : extents) {
    const std::string_view record = text.substr(extent.begin, extent.end - extent.begin);
    if (csv::is_blank(dialect, record)) continue;
    records.push_back({record, csv::count_fields(dialect, record)});
  }
  return records;
}

/// How many fields most records have.
std::size_t usual_fields(const std::vector<Record>& records) {
  std::map<std::size_t, std::size_t> counts;
  for (const Record& record : records) ++counts[record.fields];
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? 0 : most->first;
}

/// A dialect, and how well the text is read by it.
struct Trial {
  Dialect dialect;
  std::size_t fields = 0;
  std::size_t percent = 0;  ///< of the records have so many fields
};

std::size_t percent_readable(const Dialect& dialect, const std::vector<Record>& records,
                             std::size_t fields) {
  Dialect positions = dialect;
  positions.has_header = false;
  const auto first = std::find_if(records.begin(), records.end(),
                                  [&](const Record& record) { return record.fields == fields; });
  try {
    csv::LineParser parser(positions, first->text, {"1"}, "");
    Lines ignored;
    const auto good = std::count_if(records.begin(), records.end(), [&](const Record& record) {
      return !parser.parse(record.text, ignored);
    });
    return 100 * static_cast<std::size_t>(good) / records.size();
  } catch (const BadDump&) {
    return 0;
  }
}

Trial try_dialect(const Dialect& dialect, std::string_view text) {
  const auto records = records_in(dialect, text);
  Trial trial{dialect, usual_fields(records), 0};
  if (trial.fields > 1) trial.percent = percent_readable(dialect, records, trial.fields);
  return trial;
}

/// Whether fields are in such quotes: one after a delimiter or line break, and one before.
bool has_quoted_fields(std::string_view text, char delimiter, char quote) {
  const auto has = [&](char first, char second) {
    return text.find(std::string{first, second}) != text.npos;
  };
  return (has(delimiter, quote) || has('\n', quote)) &&
         (has(quote, delimiter) || has(quote, '\n') || has(quote, '\r'));
}

std::vector<Dialect> dialects_with(char delimiter, std::string_view text) {
  Dialect plain;
  plain.delimiter = delimiter;
  std::vector<Dialect> dialects{plain};
  if (text.find("\\\"") != text.npos) {
    dialects.push_back(plain);
    dialects.back().escape = Escape::backslash;
  }
  const bool has_double_quotes = has_quoted_fields(text, delimiter, '"');
  if (!has_double_quotes && has_quoted_fields(text, delimiter, '\'')) {
    dialects.insert(dialects.begin(), plain);
    dialects.front().quote = '\'';
  }
  if (text.find('"') != text.npos) {
    dialects.push_back(plain);
    dialects.back().quote.reset();
  }
  return dialects;
}

/// The dialect by which most records have one number of fields; of several the one with more
/// fields, then the first.
Trial best_trial(std::string_view text) {
  Trial best;
  for (const char delimiter : {'\t', ';', '|', ',', '\x01', '^'}) {
    for (const Dialect& dialect : dialects_with(delimiter, text)) {
      const Trial trial = try_dialect(dialect, text);
      if (std::pair(trial.percent, trial.fields) > std::pair(best.percent, best.fields)) {
        best = trial;
      }
    }
  }
  constexpr std::size_t least_percent = 60;
  return best.percent >= least_percent ? best : Trial{Dialect{}, 1, 100};
}

/// Lines in front of the first record with so many fields.
Lines front_lines(const Trial& trial, std::string_view text) {
  Lines lines;
  for (std::size_t begin = 0; begin < text.size() && lines.size() < most_front_lines;) {
    const auto end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    if (csv::count_fields(trial.dialect, line) == trial.fields) return lines;
    const auto records = records_in(trial.dialect, text.substr(begin));
    if (!records.empty() && records.front().fields == trial.fields) return lines;
    lines.push_back(line);
    begin = end + 1;
  }
  return {};
}

bool is_comment(std::string_view line) { return line.starts_with('#'); }

/// Lines in front that are no records, and comments between records.
void find_other_lines(Layout& layout, const Trial& trial, std::string_view text) {
  Dialect& dialect = layout.feed.csv;
  if (trial.fields < 2) return;
  const Lines front = front_lines(trial, text);
  const auto records = records_in(dialect, text);
  const bool has_comments = std::any_of(records.begin(), records.end(), [&](const Record& record) {
    return record.fields != trial.fields && is_comment(record.text);
  });
  const bool are_comments = std::all_of(front.begin(), front.end(), [](std::string_view line) {
    return is_comment(line) || line.empty() || line == "\r";
  });
  if (has_comments) dialect.comment.assign(1, '#');
  if (!are_comments) dialect.skip_lines = front.size();
  if (dialect.skip_lines > 0) {
    layout.remarks.emplace_back("skip_lines: the lines in front are no records: to be confirmed");
  }
}

std::string_view last_line(std::string_view tail) {
  while (tail.ends_with('\n') || tail.ends_with('\r')) tail.remove_suffix(1);
  return tail.substr(tail.rfind('\n') + 1);
}

/// Words by which a vendor says that a file ends; a record that is cut short has none of them.
bool has_trailer_word(std::string_view line) {
  const std::string lower = lowered(line);
  for (const std::string_view word :
       {"trailer", "trl", "eof", "footer", "end of", "total", "rows", "records", "count"}) {
    if (lower.find(word) != lower.npos) return true;
  }
  return lower.starts_with("t,") || lower.starts_with("t;") || lower.starts_with("t|") ||
         lower.starts_with("t\t");
}

/// The line with `*` for each number.
std::string with_stars(std::string_view line) {
  std::string pattern;
  for (const char c : line) {
    if (!is_digit(c)) {
      pattern += c;
    } else if (!pattern.ends_with('*')) {
      pattern += '*';
    }
  }
  return pattern;
}

void find_trailer(Layout& layout, const Trial& trial, std::string_view tail) {
  const std::string_view line = last_line(tail);
  const bool is_record =
      trial.fields < 2 || line.empty() || csv::count_fields(trial.dialect, line) == trial.fields;
  const bool is_other = !layout.feed.csv.comment.empty() && is_comment(line);
  if (is_record || is_other || !has_trailer_word(line)) return;
  std::string pattern = with_stars(line);
  if (csv::fault_of_trailer(pattern).empty()) layout.feed.csv.trailer = std::move(pattern);
}

/// Whole lines only.
std::string_view examined(const FileSurvey& survey) {
  const std::string_view text = std::string_view(survey.head).substr(0, most_examined);
  const bool is_all = survey.is_all_head && text.size() == survey.head.size();
  const auto end = text.rfind('\n');
  return is_all || end == text.npos ? text : text.substr(0, end + 1);
}

}  // namespace

Layout find_csv_layout(const FileSurvey& survey) {
  std::string text(examined(survey));
  if (!text.ends_with('\n')) text += '\n';
  const Trial trial = best_trial(text);
  Layout layout;
  layout.feed.format = feed::Format::csv;
  layout.feed.csv = trial.dialect;
  find_other_lines(layout, trial, text);
  find_trailer(layout, trial, survey.tail);
  Lines records;
  for (const Record& record : records_in(layout.feed.csv, text)) {
    if (record.fields == trial.fields) records.push_back(record.text);
  }
  const HeaderGuess header = guess_header(layout.feed.csv, records);
  layout.feed.csv.has_header = header.is_there;
  if (!header.is_certain) {
    layout.remarks.emplace_back(header.is_there ? "the first line is the header: to be confirmed"
                                                : "there is no header line: to be confirmed");
  }
  return layout;
}

}  // namespace nightjar::inference
