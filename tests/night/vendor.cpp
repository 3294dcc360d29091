#include "night/vendor.hpp"

#include <algorithm>
#include <numeric>
#include <span>
#include <tuple>

#include "base/format.hpp"

namespace nightjar::support {
namespace {

using feed::Format;

constexpr std::array all_fields{Field::note,    Field::second_note, Field::remark,  Field::amount,
                                Field::ratio,   Field::price,       Field::is_open, Field::on_day,
                                Field::at_time, Field::tags,        Field::extra};

/// Keys that a careless comparison takes for each other.
std::vector<Key> possible_keys(const Shape& shape) {
  if (shape.key == Shape::Key::compound) {
    return {{"ab", "c"}, {"a", "bc"}, {"a", "b"},   {"b", "a"}, {"abc", "-"},
            {"é", "ab"}, {"a", "1"},  {"a", "1.0"}, {"A", "b"}, {"a,b", "\"c\""}};
  }
  return {{"a"}, {"b"}, {"ab"}, {"A"}, {"é"}, {"a,b"}, {"\"q\""}, {"1"}, {"1.0"}, {"a b"}};
}

/// A key's text in JSON, each character that has a short escape by its own.
std::string json_text(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace

bool Vendor::Wanted::operator<(const Wanted& other) const {
  return std::tie(key, values, violation) < std::tie(other.key, other.values, other.violation);
}

Vendor::Vendor(const Shape& shape, Dice& dice)
    : shape_(shape), dice_(dice), keys_(possible_keys(shape)) {
  header_.resize(key_names().size() + field_count - (shape.format == Format::csv ? 1 : 0));
  std::iota(header_.begin(), header_.end(), std::size_t{0});
  for (const Key& key : keys_) {
    if (dice_.percent(70)) world_[key] = random_values();
  }
}

std::vector<std::string> Vendor::key_names() const {
  if (shape_.key == Shape::Key::single) return {"code"};
  return {"left_code", "right_code"};
}

Values Vendor::random_values() {
  Values values;
  for (const Field field : all_fields) {
    const bool is_null =
        dice_.percent(25) || (field == Field::tags && shape_.format == Format::csv);
    values[position_of(field)] =
        is_null ? no_value : static_cast<int>(dice_.below(choices(field).size()));
  }
  return values;
}

void Vendor::change_world() {
  for (const Key& key : keys_) {
    const auto known = world_.find(key);
    if (known == world_.end()) {
      if (dice_.percent(15)) world_[key] = random_values();
      continue;
    }
    Values& values = known->second;
    if (dice_.percent(10)) {
      world_.erase(known);
    } else if (dice_.percent(15)) {
      const std::size_t field = dice_.below(field_count);
      values[field] = random_values()[field];
    } else if (dice_.percent(5)) {
      std::swap(values[position_of(Field::note)], values[position_of(Field::second_note)]);
    }
  }
  if (dice_.percent(3)) world_.clear();
}

void Vendor::change_headers() {
  if (dice_.percent(10)) dice_.shuffle(header_);
  if (!dice_.percent(15)) return;
  const std::size_t keys = key_names().size();
  const std::size_t note = keys + position_of(Field::note);
  const std::size_t second_note = keys + position_of(Field::second_note);
  std::iter_swap(std::find(header_.begin(), header_.end(), note),
                 std::find(header_.begin(), header_.end(), second_note));
  if (dice_.percent(50) || shape_.format != Format::csv) return;
  // The lines stay as they are, to the byte, and mean something else.
  for (auto& [key, values] : world_) {
    const Values before = values;
    std::swap(values[position_of(Field::note)], values[position_of(Field::second_note)]);
    const auto written = cells_.find({key, before});
    if (written == cells_.end()) continue;
    std::vector<std::string> cells = written->second;
    std::swap(cells[note], cells[second_note]);
    cells_[{key, values}] = cells;
  }
}

Vendor::Violation Vendor::random_violation() {
  const std::vector<Violation> violations{Violation::not_a_number, Violation::too_big,
                                          Violation::no_such_day,  Violation::not_a_list,
                                          Violation::no_key,       Violation::broken};
  const Violation violation = dice_.one_of(violations);
  return violation == Violation::not_a_list && shape_.format == Format::csv ? Violation::too_big
                                                                            : violation;
}

/// Which records the dump has, in what order.
std::vector<Vendor::Wanted> Vendor::choose() {
  std::vector<Wanted> all;
  for (const auto& [key, values] : world_) {
    Wanted wanted{key, values};
    if (dice_.percent(6)) wanted.violation = random_violation();
    all.push_back(wanted);
  }
  if (dice_.percent(30)) dice_.shuffle(all);
  const std::size_t further = dice_.percent(40) ? dice_.below(4) : 0;
  for (std::size_t i = 0; i < further && !all.empty(); ++i) {
    Wanted again = dice_.one_of(all);
    if (!past_.empty() && dice_.percent(40)) again = dice_.one_of(past_);
    if (dice_.percent(40)) again.values = random_values();
    if (dice_.percent(15)) again.violation = random_violation();
    const auto at = static_cast<std::ptrdiff_t>(dice_.below(all.size() + 1));
    all.insert(all.begin() + at, again);
  }
  past_.insert(past_.end(), all.begin(), all.end());
  return all;
}

Vendor::Delivery Vendor::deliver() {
  if (last_.empty() || !dice_.percent(10)) {
    change_world();
    change_headers();
    last_ = choose();
  }
  if (dice_.percent(10)) {  // everything is written again, in another style
    json_.clear();
    cells_.clear();
  }
  return put_together(last_);
}

Record Vendor::described(const Wanted& wanted) const {
  Record record{.key = wanted.key, .values = wanted.values};
  switch (wanted.violation) {
    case Violation::none:
      return record;
    case Violation::not_a_number:
    case Violation::no_such_day:
      record.fate = Record::Fate::spoiled;
      record.reason = "wrong_type";
      return record;
    case Violation::not_a_list:
    case Violation::broken:  // at its end, so that the key can still be read
      record.fate = Record::Fate::spoiled;
      record.reason = "malformed";
      return record;
    case Violation::too_big:
      record.fate = Record::Fate::spoiled;
      record.reason = "out_of_range";
      return record;
    case Violation::no_key:
      record.reason = "missing_key";
      break;
  }
  record.fate = Record::Fate::unknown;
  return record;
}

std::string Vendor::white_space() {
  if (dice_.percent(60)) return {};
  const bool one_line = shape_.format == Format::ndjson;
  return dice_.one_of(std::vector<std::string>{" ", "\t", "  ", one_line ? " " : "\n"});
}

std::string Vendor::json_value(const Wanted& wanted, Field field) {
  if (field == Field::amount && wanted.violation == Violation::not_a_number) return R"("many")";
  if (field == Field::amount && wanted.violation == Violation::too_big)
    return "9223372036854775808";
  if (field == Field::on_day && wanted.violation == Violation::no_such_day)
    return R"("2021-02-29")";
  if (field == Field::tags && wanted.violation == Violation::not_a_list) return R"("a")";
  const int value = wanted.values[position_of(field)];
  if (value == no_value) return "null";
  return dice_.one_of(choices(field)[static_cast<std::size_t>(value)].json);
}

std::string Vendor::write_json(const Wanted& wanted) {
  std::vector<std::string> members;
  const auto names = key_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool missing = wanted.violation == Violation::no_key && i + 1 == names.size();
    if (missing && dice_.percent(50)) continue;
    members.push_back(json_text(names[i]) + white_space() + ":" + white_space() +
                      (missing ? "null" : json_text(wanted.key[i])));
  }
  for (const Field field : all_fields) {
    const std::string value = json_value(wanted, field);
    if (value == "null" && dice_.percent(50)) continue;
    members.push_back(fmt::format("\"{}\":{}{}", name_of(field), white_space(), value));
  }
  if (dice_.percent(20)) members.emplace_back(R"("other":{"code":[1,"]}"]})");
  if (dice_.percent(50)) dice_.shuffle(members);
  std::string text = "{";
  for (const std::string& member : members) {
    text += (text.size() > 1 ? "," : "") + white_space() + member + white_space();
  }
  return text + (wanted.violation == Violation::broken ? " 7}" : "}");
}

std::string Vendor::between_quotes(const std::string& plain) {
  const bool must = plain.find_first_of(",\"\n\r") != std::string::npos;
  if (!must && (plain.empty() || dice_.percent(70))) return plain;
  std::string text = "\"";
  for (const char c : plain) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

std::string Vendor::cell(const Wanted& wanted, Field field) {
  if (field == Field::amount && wanted.violation == Violation::not_a_number) return "many";
  if (field == Field::amount && wanted.violation == Violation::too_big)
    return "9223372036854775808";
  if (field == Field::on_day && wanted.violation == Violation::no_such_day) return "2021-02-29";
  const int value = wanted.values[position_of(field)];
  if (value == no_value) return {};
  return between_quotes(dice_.one_of(choices(field)[static_cast<std::size_t>(value)].plain));
}

std::vector<std::string> Vendor::write_cells(const Wanted& wanted) {
  std::vector<std::string> cells;
  for (const std::string& part : wanted.key) cells.push_back(between_quotes(part));
  if (wanted.violation == Violation::no_key) cells.back().clear();
  for (const Field field : all_fields) {
    if (field == Field::tags) continue;
    cells.push_back(cell(wanted, field));
  }
  return cells;
}

std::string Vendor::written(const Wanted& wanted) {
  const bool rewritten = dice_.percent(3);
  if (shape_.format != Format::csv) {
    std::string& text = json_[wanted];
    if (text.empty() || rewritten) text = write_json(wanted);
    return text;
  }
  std::vector<std::string>& cells = cells_[wanted];
  if (cells.empty() || rewritten) cells = write_cells(wanted);
  std::string line;
  for (std::size_t i = 0; i < header_.size(); ++i) {
    line += (i > 0 ? "," : "") + cells[header_[i]];
  }
  return wanted.violation == Violation::broken ? line + ",7" : line;
}

/// How many of the next records are in one array: those with the same letter at the front.
std::size_t Vendor::item_size(std::span<const Wanted> rest) const {
  if (!shape_.is_nested) return 1;
  const std::string& first = rest.front().key.front();
  const auto is_other = [&](const Wanted& wanted) {
    const std::string& left = wanted.key.front();
    return shape_.key == Shape::Key::compound ? left != first : left.front() != first.front();
  };
  return static_cast<std::size_t>(std::find_if(rest.begin(), rest.end(), is_other) - rest.begin());
}

std::vector<Record> Vendor::write_item(std::span<const Wanted> wanted, std::string& text) {
  if (shape_.is_nested) return write_parent(wanted, text);
  Record record = described(wanted.front());
  record.text = text = written(wanted.front());
  return {record};
}

/// An array with an element that is not JSON cannot be read at all.
std::vector<Record> Vendor::write_parent(std::span<const Wanted> wanted, std::string& text) {
  const bool has_left = shape_.key == Shape::Key::compound;
  const std::string& left = wanted.front().key.front();
  std::vector<Record> records;
  std::string lines;
  bool is_broken = false;
  for (const Wanted& one : wanted) {
    records.push_back(described(one));
    records.back().text = written(one);
    lines += (lines.empty() ? "" : ", ") + records.back().text;
    is_broken = is_broken || one.violation == Violation::broken;
  }
  const std::string code = has_left ? fmt::format("\"left_code\":{},", json_text(left)) : "";
  text = fmt::format("{{{}\"lines\":[{}]}}", code, lines);
  if (!is_broken) return records;
  using Fate = Record::Fate;
  Record parent{.fate = has_left ? Fate::spoiled_parent : Fate::unknown, .key = {left}};
  parent.reason = "malformed";
  parent.text = text;
  return {parent};
}

Vendor::Delivery Vendor::put_together(const std::vector<Wanted>& all) {
  Delivery delivery;
  std::string& text = delivery.text;
  if (dice_.percent(10)) text = "\xEF\xBB\xBF";
  const std::string end = dice_.percent(20) && shape_.format != Format::json ? "\r\n" : "\n";
  if (shape_.format == Format::csv) {
    auto names = key_names();
    for (const Field field : all_fields) {
      if (field != Field::tags) names.emplace_back(name_of(field));
    }
    for (std::size_t i = 0; i < header_.size(); ++i) {
      text += (i > 0 ? "," : "") + names[header_[i]];
    }
    text += end;
  }
  if (shape_.format == Format::json) text += white_space() + "[" + white_space();
  bool first = true;
  for (std::span<const Wanted> rest(all); !rest.empty(); first = false) {
    if (shape_.format == Format::json && !first) text += white_space() + "," + white_space();
    const std::size_t size = item_size(rest);
    std::string item;
    for (Record& record : write_item(rest.first(size), item)) {
      record.offset = text.size();
      record.line = static_cast<std::uint64_t>(1 + std::count(text.begin(), text.end(), '\n'));
      delivery.records.push_back(std::move(record));
    }
    rest = rest.subspan(size);
    text += item;
    if (shape_.format != Format::json) text += end;
  }
  if (shape_.format == Format::json) text += white_space() + "]" + white_space();
  return delivery;
}

}  // namespace nightjar::support
