#include "feed/json_cell.hpp"

#include <string>

#include "base/format.hpp"
#include "feed/cell_violations.hpp"
#include "json/canonical.hpp"
#include "json/text.hpp"
#include "python/literal.hpp"

namespace nightjar::feed {
namespace {

constexpr char jsonb_version = 1;

std::optional<Violation> append_json(const Column& column, std::string_view json, Row& row) {
  std::string text;
  if (const auto problem = json::canonicalise(json, text)) {
    return Violation{Reason::wrong_type, fmt::format("{}: {}", column.name, problem->what)};
  }
  if (text == "null") {
    row.append_null();
  } else {
    row.append(jsonb_version + text);
  }
  return std::nullopt;
}

std::optional<Violation> append_written(const Column& column, std::string_view json, Row& row) {
  if (column.notation != Notation::json_as_written) return append_json(column, json, row);
  row.append(json);
  return std::nullopt;
}

std::optional<Violation> append_python(const Column& column, const Cell& cell, Row& row) {
  if (!is_text(cell)) return wrong_type(column, cell);
  std::string json;
  if (const auto problem = python::to_json(cell.text, json)) {
    return Violation{Reason::wrong_type, fmt::format("{}: {}", column.name, problem->what)};
  }
  if (column.notation == Notation::python) return append_json(column, json, row);
  row.append(json);
  return std::nullopt;
}

}  // namespace

std::optional<Violation> append_jsonb(const Column& column, const Cell& cell, Row& row) {
  if (column.notation == Notation::python || column.notation == Notation::python_as_written) {
    return append_python(column, cell, row);
  }
  if (cell.kind == Cell::Kind::string) return append_written(column, json::quoted(cell.text), row);
  return append_written(column, cell.text, row);
}

}  // namespace nightjar::feed
