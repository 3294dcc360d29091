#include "feed/cell_violations.hpp"

#include <string>

#include "base/format.hpp"
#include "base/instant.hpp"

namespace nightjar::feed {
namespace {

constexpr std::size_t shown_bytes = 60;

/// How many bytes to keep so that at most this many are left and no UTF-8 character is cut.
std::size_t whole_characters(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text.size();
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80) --most;
  return most;
}

std::string shown(const Cell& cell) {
  if (cell.kind == Cell::Kind::list) return "a list";
  std::string text(cell.text.substr(0, whole_characters(cell.text, shown_bytes)));
  if (cell.text.size() > text.size()) text += "…";
  return is_text(cell) ? "\"" + text + "\"" : text;
}

/// The expected form of the column's values, if its type alone does not say.
std::string expected_form(const Column& column) {
  if (!column.patterns.empty()) {
    return fmt::format(" ({})", fmt::join(column.patterns, " or "));
  }
  if (!column.form.true_words.empty()) {
    return fmt::format(" ({} or {})", fmt::join(column.form.true_words, ", "),
                       fmt::join(column.form.false_words, ", "));
  }
  const ColumnTypeTraits& type = traits_of(column.type);
  std::string_view form = type.form;
  for (const NotationWord& word : type.notations) {
    if (word.notation == column.notation && !word.form.empty()) form = word.form;
  }
  return form.empty() ? std::string() : fmt::format(" ({})", form);
}

/// Whether the text is an instant without its zone.
bool lacks_its_zone(const Column& column, const Cell& cell) {
  return column.type == ColumnType::timestamptz && column.notation == Notation::standard &&
         column.form.zone.empty() && is_text(cell) && parse_instant(std::string(cell.text) + "Z");
}

}  // namespace

Violation wrong_type(const Column& column, const Cell& cell) {
  if (lacks_its_zone(column, cell)) {
    return {Reason::wrong_type,
            fmt::format("{}: {} says no time zone, which a timestamptz needs: name the vendor's in "
                        "`zone:`, or have the vendor write it (Z or +01:00)",
                        column.name, shown(cell))};
  }
  return {Reason::wrong_type, fmt::format("{}: {} is not of type {}{}", column.name, shown(cell),
                                          name_of(column.type), expected_form(column))};
}

Violation out_of_range(const Column& column, const Cell& cell) {
  return {Reason::out_of_range, fmt::format("{}: {} is beyond what {} can hold", column.name,
                                            shown(cell), name_of(column.type))};
}

Violation ambiguous(const Column& column, const Cell& cell) {
  return {Reason::wrong_type,
          fmt::format("{}: {} is shown twice or never by the clocks in {}, which change: write "
                      "`ambiguous: first` or `last` to take the offset before or after the change",
                      column.name, shown(cell), column.form.zone)};
}

Violation nul_inside(const Column& column) {
  return {Reason::invalid_text,
          fmt::format("{}: holds U+0000, which PostgreSQL's text cannot hold", column.name)};
}

}  // namespace nightjar::feed
