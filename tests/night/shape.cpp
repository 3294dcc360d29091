#include "night/shape.hpp"

#include <algorithm>

#include "base/format.hpp"

namespace nightjar::support {
namespace {

using feed::Format;
using feed::Kind;

/// The key in SQL: of two columns it is the text in both, as left_code() and right_code() part it.
std::string key_sql(const Shape& shape) {
  return shape.key == Shape::Key::single ? "code" : "left_code || rtrim(right_code, '-')";
}

std::string left_code(const std::string& key) { return key.substr(0, 1); }
std::string right_code(const std::string& key) { return key.size() > 1 ? key.substr(1) : "-"; }

std::string json_text(const std::string& text) {
  return text.empty() ? "null" : fmt::format("\"{}\"", text);
}

std::string json_amount(const std::string& amount) {
  const bool is_number = amount.find_first_not_of("0123456789") == std::string::npos;
  return is_number ? amount : json_text(amount);
}

}  // namespace

std::string Shape::name() const {
  const std::string_view form = format == Format::json     ? "JSON"
                                : format == Format::ndjson ? "NDJSON"
                                                           : "CSV";
  return fmt::format("{}{} {}, {} key", is_nested ? "nested " : "", form,
                     kind == Kind::snapshot ? "snapshot" : "append",
                     key == Key::single ? "single" : "compound");
}

std::string Shape::file() const { return format == Format::csv ? "dump.csv" : "dump.json"; }

std::string Shape::feed(std::string_view more) const {
  const std::string_view form = format == Format::json     ? "json"
                                : format == Format::ndjson ? "ndjson"
                                                           : "csv";
  const std::string_view keys = key == Key::single ? "code" : "left_code, right_code";
  std::string columns = key == Key::single
                            ? "      code: {type: text}\n"
                            : fmt::format(
                                  "      left_code: {{type: text{}}}\n      right_code: "
                                  "{{type: text}}\n",
                                  is_nested ? ", path: ^/left_code" : "");
  return fmt::format(
      "  {}:\n    file: {}\n    format: {}\n{}    kind: {}\n    key: [{}]\n{}    columns:\n{}"
      "      note: {{type: text}}\n      amount: {{type: integer}}\n",
      table(), file(), form, is_nested ? "    each: /lines\n" : "",
      kind == Kind::snapshot ? "snapshot" : "append", keys, more, columns);
}

std::string Shape::record(const Item& item) const {
  const std::string right = item.key.empty() ? "" : right_code(item.key);
  if (format == Format::csv) {
    const std::string keys = key == Key::single ? item.key : left_code(item.key) + "," + right;
    return fmt::format("{},{},{}", keys, item.note, item.amount);
  }
  const std::string keys = key == Key::single
                               ? fmt::format("\"code\": {}", json_text(item.key))
                               : fmt::format("\"left_code\": {}, \"right_code\": {}",
                                             json_text(left_code(item.key)), json_text(right));
  return fmt::format("{{{}, \"note\": {}, \"amount\": {}}}", keys, json_text(item.note),
                     json_amount(item.amount));
}

std::string Shape::dump(const Items& items) const {
  std::string text;
  if (format == Format::csv) {
    text = key == Key::single ? "code,note,amount\n" : "left_code,right_code,note,amount\n";
  }
  if (format == Format::json) text = "[";
  for (const Item& item : items) {
    if (format == Format::json && text.size() > 1) text += ",\n";
    text += record(item);
    if (format != Format::json) text += '\n';
  }
  return format == Format::json ? text + "]\n" : text;
}

std::vector<Shape> all_shapes() {
  std::vector<Shape> shapes;
  for (const Format format : {Format::json, Format::ndjson, Format::csv}) {
    for (const Kind kind : {Kind::snapshot, Kind::append}) {
      for (const auto key : {Shape::Key::single, Shape::Key::compound}) {
        shapes.push_back({format, kind, key});
      }
    }
  }
  return shapes;
}

std::vector<Shape> nested_shapes() {
  auto shapes = all_shapes();
  std::erase_if(shapes, [](const Shape& shape) { return shape.format == Format::csv; });
  for (Shape& shape : shapes) shape.is_nested = true;
  return shapes;
}

std::vector<Shape> snapshots() {
  auto shapes = all_shapes();
  std::erase_if(shapes, [](const Shape& shape) { return shape.kind != Kind::snapshot; });
  return shapes;
}

ShapeBench::ShapeBench(const Shape& shape, std::string_view more)
    : NightBench(shape.feed(more == lenient && shape.kind == Kind::snapshot
                                ? "    guards: {max_deleted_percent: 100, "
                                  "max_rejected_percent: 100, allow_empty: yes}\n"
                                : more)),
      shape_(shape) {}

ledger::Report ShapeBench::night(double day, const Items& items) {
  return night(day, Files{{shape_.file(), shape_.dump(items)}});
}

std::string ShapeBench::list(const std::string& relation, const std::string& suffix) {
  return query(
      fmt::format("SELECT string_agg({0} || ':' || coalesce(note, '~') || '@' || {1} || {2}, ' ' "
                  "ORDER BY {0} COLLATE \"C\", valid_from) FROM {3}",
                  key_sql(shape_), day_of("valid_from"), suffix, relation));
}

std::string ShapeBench::table() {
  return list("shop." + shape_.table(),
              fmt::format("coalesce('-' || {}, '')", day_of("deleted_at")));
}

std::string ShapeBench::history() {
  return list("shop." + shape_.table() + "_history",
              fmt::format("'-' || coalesce({}, '')", day_of("valid_to")));
}

std::string ShapeBench::live() { return list("shop." + shape_.table() + "_live", "''"); }

std::string ShapeBench::as_of(double day) {
  return list(fmt::format("shop.{}_as_of('{}')", shape_.table(), to_string(instant_of_day(day))),
              "''");
}

std::string ShapeBench::rejects(const ledger::Report& report) {
  return query(
      fmt::format("SELECT string_agg(line || ':' || reason, ' ' ORDER BY position) "
                  "FROM nightjar.rejects WHERE run_id = {}",
                  report.run_id.value()));
}

std::string ShapeBench::row_versions() {
  return query(
      fmt::format("SELECT string_agg({0} || ' ' || xmin || ' ' || ctid, ', ' ORDER BY {0}) "
                  "FROM shop.{1}",
                  key_sql(shape_), shape_.table()));
}

}  // namespace nightjar::support
