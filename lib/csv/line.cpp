#include "csv/line.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/format.hpp"
#include "csv/header.hpp"
#include "csv/parser.hpp"

namespace nightjar::csv {
namespace {

using Untrimmed = io::trim_chars<>;

}  // namespace

LineParser::LineParser(Dialect dialect, std::string_view first_record,
                       const std::vector<std::string>& wanted, const std::string& file)
    : dialect_(std::move(dialect)), take_field_(take_field_of(dialect_)) {
  const Header header{dialect_, first_record, wanted, file};
  names_ = column_names(header);
  require_columns(header, names_);
  std::vector<std::string> slots;
  for (const auto& column : names_) {
    const bool is_wanted = std::find(wanted.begin(), wanted.end(), column) != wanted.end();
    slots_.push_back(is_wanted ? static_cast<int>(slots.size()) : -1);
    if (is_wanted) slots.push_back(column);
  }
  for (const auto& column : wanted) {
    const auto slot = std::find(slots.begin(), slots.end(), column);
    slot_of_wanted_.push_back(static_cast<std::size_t>(slot - slots.begin()));
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
  } catch (const QuoteNotClosed&) {
    return ParseError{"a quoted field is not closed"};
  } catch (const TextAfterQuote&) {
    return ParseError{"text follows the closing quote of a field"};
  }
  give(fields);
  return std::nullopt;
}

bool LineParser::is_header(std::string_view record) const {
  try {
    return dialect_.has_header && column_names(dialect_, record) == names_;
  } catch (...) {  // its quotes do not match, or it holds a NUL byte
    return false;
  }
}

void LineParser::give(std::vector<std::string_view>& fields) const {
  fields.clear();
  for (const auto slot : slot_of_wanted_) {
    fields.push_back(fields_[slot] == nullptr ? std::string_view() : fields_[slot]);
  }
}

void LineParser::salvage(std::string_view record, std::vector<std::string_view>& fields) {
  copy_.assign(record);
  std::fill(fields_.begin(), fields_.end(), nullptr);
  try {
    salvage_into_slots(copy_.data());
  } catch (const QuoteNotClosed&) {  // the fields before it are valid
  } catch (const TextAfterQuote&) {
  }
  give(fields);
}

/// The last field of a record that ends too early may have been cut: it is left out.
void LineParser::salvage_into_slots(char* rest) {
  for (std::size_t column = 0; column < slots_.size(); ++column) {
    char* begin = nullptr;
    char* end = nullptr;
    take_field_(dialect_, rest, begin, end);
    const bool is_last = rest == nullptr;
    if (is_last && column + 1 < slots_.size()) return;
    if (slots_[column] != -1) fields_[static_cast<std::size_t>(slots_[column])] = begin;
    if (is_last) return;
  }
}

/// False if there are fewer or more fields than columns.
bool LineParser::take_apart() {
  if (!dialect_.has_plain_fields()) return take_apart_by_dialect();
  try {
    io::detail::parse_line<Untrimmed, QuoteAtFieldBegin>(copy_.data(), fields_.data(), slots_);
    return true;
  } catch (const io::error::too_few_columns&) {
    return false;
  } catch (const io::error::too_many_columns&) {
    return false;
  }
}

bool LineParser::take_apart_by_dialect() {
  char* rest = copy_.data();
  for (const int slot : slots_) {
    if (rest == nullptr) return false;
    char* begin = nullptr;
    char* end = nullptr;
    take_field_(dialect_, rest, begin, end);
    if (slot != -1) fields_[static_cast<std::size_t>(slot)] = begin;
  }
  return rest == nullptr;
}

/// Says how many fields there are instead of those wanted. The record is split again, since the
/// parser stops when it has enough fields.
ParseError LineParser::wrong_count(std::string_view record) {
  copy_.assign(record);
  std::size_t found = 0;
  for (char* rest = copy_.data(); rest != nullptr; ++found) {
    char* begin = nullptr;
    char* end = nullptr;
    take_field_(dialect_, rest, begin, end);
  }
  return {fmt::format("it has {} fields where the {} has {}", found,
                      dialect_.has_header ? "header" : "first record", slots_.size())};
}

}  // namespace nightjar::csv
