#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "base/format.hpp"
#include "night/model.hpp"
#include "night/night_bench.hpp"
#include "night/shape.hpp"
#include "night/vendor.hpp"
#include "support/catch.hpp"

namespace fs = std::filesystem;
namespace feed = nightjar::feed;
using nightjar::ledger::Outcome;
using nightjar::ledger::Report;
using nightjar::support::all_shapes;
using nightjar::support::day_of;
using nightjar::support::Description;
using nightjar::support::Dice;
using nightjar::support::Field;
using nightjar::support::instant_of_day;
using nightjar::support::Key;
using nightjar::support::Model;
using nightjar::support::name_of;
using nightjar::support::nested_shapes;
using nightjar::support::NightBench;
using nightjar::support::no_value;
using nightjar::support::position_of;
using nightjar::support::Record;
using nightjar::support::Shape;
using nightjar::support::sql_of;
using nightjar::support::told;
using nightjar::support::type_of;
using nightjar::support::value_of;
using nightjar::support::Values;
using nightjar::support::Vendor;

namespace {

using Lines = std::multiset<std::string>;

constexpr std::array columns{Field::note,  Field::second_note, Field::amount, Field::ratio,
                             Field::price, Field::is_open,     Field::on_day, Field::at_time,
                             Field::tags,  Field::extra};

std::string joined(const Key& key) {
  std::string text;
  for (const std::string& part : key) text += "<" + part + ">";
  return text;
}

std::string shown(const Values& values) {
  std::string text;
  for (const Field field : columns) {
    const int value = values[position_of(field)];
    text += value == no_value ? " ~" : fmt::format(" {}", value);
  }
  return text;
}

std::string shown(double day) { return fmt::format("{}", day); }
std::string shown(const std::optional<double>& day) { return day ? shown(*day) : ""; }

/// One random history: a vendor, an installation and the model side by side.
class History {
 public:
  History(NightBench& bench, std::uint64_t seed)
      : bench_(bench),
        dice_(seed),
        shape_(dice_.one_of(shapes())),
        guards_(random_guards()),
        vendor_(shape_, dice_),
        model_(shape_.kind, guards_) {
    description_.has_second_note = dice_.percent(70);
    bench_.forget_all();
    bench_.describe(yaml());
  }

  void live_through() {
    INFO(shape_.name());
    const std::size_t nights = 5 + dice_.below(4);
    for (std::size_t night = 0; night < nights; ++night) {
      INFO("night " << night + 1);
      const bool same_description = !maybe_describe_anew();
      tamper();
      const auto delivery = vendor_.deliver();
      INFO("dump:\n" << delivery.text);
      one_night(delivery, same_description);
    }
  }

 private:
  static std::vector<Shape> shapes() {
    auto shapes = all_shapes();
    const auto nested = nested_shapes();
    shapes.insert(shapes.end(), nested.begin(), nested.end());
    return shapes;
  }

  feed::Guards random_guards() {
    if (dice_.percent(70)) return {100, 100, true};
    return {50, 25, false};
  }

  std::string yaml() {
    const bool is_csv = shape_.format == feed::Format::csv;
    const std::string whence = is_csv ? "header: " : "path: /";
    std::string more =
        fmt::format("    guards: {{max_rejected_percent: {}, allow_empty: {}{}}}\n",
                    guards_.max_rejected_percent, guards_.allow_empty ? "yes" : "no",
                    shape_.kind == feed::Kind::snapshot
                        ? fmt::format(", max_deleted_percent: {}", guards_.max_deleted_percent)
                        : "");
    std::string text = shape_.feed(more);
    // Shape's own columns are the key, note and amount.
    text.erase(text.find("      note:"));
    for (const Field field : columns) {
      if (field == Field::tags && is_csv) continue;
      if (field == Field::second_note && !description_.has_second_note) continue;
      const Field from = field == Field::note ? description_.note_from : field;
      text += fmt::format("      {}: {{type: {}, {}{}}}\n", name_of(field), type_of(field), whence,
                          name_of(from));
    }
    return text;
  }

  bool maybe_describe_anew() {
    const Description before = description_;
    if (dice_.percent(12)) description_.has_second_note = true;
    if (dice_.percent(8)) {
      description_.note_from = description_.note_from == Field::note ? Field::remark : Field::note;
    }
    if (description_ == before) return false;
    bench_.describe(yaml());
    return true;
  }

  /// What a fingerprint cache may meet between two nights.
  void tamper() {
    const fs::path file = bench_.fingerprint_cache(shape_.table());
    if (!fs::exists(file)) return;
    const std::string bytes = nightjar::read_text(file);
    if (bytes.empty()) return;  // tampered with before: there is nothing left to spoil
    if (dice_.percent(10)) older_ = bytes;
    const auto put = [&](const std::string& text) {
      std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
    };
    switch (dice_.below(20)) {
      case 0:
        fs::remove(file);
        break;
      case 1:
        put(bytes.substr(0, dice_.below(bytes.size())));
        break;
      case 2:
        put(bytes + "x");
        break;
      case 3:
        put(older_);
        break;
      case 4: {
        std::string flipped = bytes;
        flipped[dice_.below(std::min<std::size_t>(bytes.size(), 136))] ^= 1;
        put(flipped);
        break;
      }
      default:
        break;
    }
  }

  void one_night(const Vendor::Delivery& delivery, bool same_description) {
    bench_.deliver({{shape_.file(), delivery.text}});
    if (model_.newest() && dice_.percent(8)) go_back();
    const auto before = row_versions();
    day_ += 1 + static_cast<double>(dice_.below(3)) / 2;
    const auto verdict = model_.judge(delivery.records, description_);
    const Report report = bench_.run(day_);
    INFO("reasons: " << (report.reasons.empty() ? "" : report.reasons.front()));
    REQUIRE(report.run_id);
    check_report(report, verdict);
    check_rejects(report, delivery.records, verdict);
    if (!verdict.held) {
      model_.load(delivery.records, description_, day_, *report.run_id);
    } else if (dice_.percent(50)) {
      bench_.deliver({});
      const Report approved = bench_.approve(report);
      REQUIRE(approved.outcome != Outcome::failed);
      REQUIRE(told(approved) == told(verdict.counts));
      check_rejects(approved, delivery.records, verdict);
      model_.load(delivery.records, description_, day_, *report.run_id);
    }
    check_tables();
    if (same_description) check_untouched(before, verdict);
  }

  void go_back() {
    const double day = *model_.newest() - static_cast<double>(dice_.below(2)) / 4;
    const Report report = bench_.run(day);
    REQUIRE(report.outcome == Outcome::failed);
    check_tables();
  }

  static void check_report(const Report& report, const Model::Verdict& verdict) {
    REQUIRE(told(report) == told(verdict.counts));
    if (verdict.held) {
      REQUIRE(report.outcome == Outcome::held);
    } else {
      REQUIRE(report.outcome ==
              (verdict.counts.changed_nothing() ? Outcome::unchanged : Outcome::loaded));
    }
  }

  void check_rejects(const Report& report, const std::vector<Record>& dump,
                     const Model::Verdict& verdict) {
    Lines expected;
    const auto expect = [&](const Record& record, std::string_view reason) {
      expected.insert(fmt::format("{} {} {} {}", record.offset, record.line, reason, record.text));
    };
    for (const Record& record : dump) {
      if (record.fate != Record::Fate::whole) expect(record, record.reason);
    }
    for (const std::size_t record : verdict.duplicate_keys) expect(dump[record], "duplicate_key");
    REQUIRE(lines(fmt::format("SELECT position || ' ' || line || ' ' || reason || ' ' || raw "
                              "FROM nightjar.rejects WHERE run_id = {}",
                              *report.run_id)) == expected);
  }

  Lines lines(const std::string& sql) {
    const auto answer = bench_.session().query(sql);
    Lines lines;
    for (std::size_t row = 0; row < answer.size(); ++row) lines.insert(answer.text(row, 0));
    return lines;
  }

  [[nodiscard]] std::string key_columns() const {
    return shape_.key == Shape::Key::single ? "code" : "left_code, right_code";
  }

  /// A relation's rows: key, columns, and what `more` selects.
  Lines rows_of(const std::string& relation, const std::string& more) {
    std::string wanted = key_columns();
    for (const Field field : columns) wanted += ", " + sql_of(field);
    const auto answer =
        bench_.session().query(fmt::format("SELECT {}, {} FROM {}", wanted, more, relation));
    const std::size_t keys = shape_.key == Shape::Key::single ? 1 : 2;
    Lines lines;
    for (std::size_t row = 0; row < answer.size(); ++row) {
      Key key;
      for (std::size_t i = 0; i < keys; ++i) key.push_back(answer.text(row, i));
      Values values{};
      for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto text = answer.value(row, keys + i);
        values[position_of(columns[i])] = text ? value_of(columns[i], *text) : no_value;
      }
      std::string line = joined(key) + shown(values);
      for (std::size_t i = keys + columns.size(); i < answer.columns(); ++i) {
        line += "|" + answer.text(row, i);
      }
      lines.insert(line);
    }
    return lines;
  }

  void check_tables() {
    const std::string table = "shop." + shape_.table();
    Lines rows;
    Lines live;
    Lines versions;
    for (const auto& [key, row] : model_.rows()) {
      const auto& newest = row.versions.back();
      const std::string line = joined(key) + shown(newest.columns) + "|" + shown(newest.from);
      rows.insert(fmt::format("{}|{}|{}", line, shown(newest.to), row.run_id));
      if (!newest.to) live.insert(line);
      for (const auto& version : row.versions) {
        versions.insert(joined(key) + shown(version.columns) + "|" + shown(version.from) + "|" +
                        shown(version.to));
      }
    }
    const std::string from = day_of("valid_from");
    REQUIRE(rows_of(table, from + ", " + day_of("deleted_at") + ", run_id") == rows);
    REQUIRE(rows_of(table + "_live", from) == live);
    REQUIRE(rows_of(table + "_history", from + ", " + day_of("valid_to")) == versions);
    for (int i = 0; i < 2; ++i) check_as_of(static_cast<double>(dice_.below(60)) / 4);
    check_invariants(table);
  }

  void check_as_of(double day) {
    INFO("as of day " << day);
    Lines expected;
    for (const auto& [key, row] : model_.rows()) {
      for (const auto& version : row.versions) {
        if (version.from > day || (version.to && *version.to <= day)) continue;
        expected.insert(joined(key) + shown(version.columns) + "|" + shown(version.from));
      }
    }
    REQUIRE(rows_of(fmt::format("shop.{}_as_of('{}')", shape_.table(),
                                nightjar::to_string(instant_of_day(day))),
                    day_of("valid_from")) == expected);
  }

  /// Versions of a key never overlap, exactly one is the newest, and only that may be open.
  void check_invariants(const std::string& table) {
    REQUIRE(bench_.query(fmt::format(
                "SELECT count(*) FROM (SELECT valid_from, valid_to, "
                "lead(valid_from) OVER (PARTITION BY {0} ORDER BY valid_from) AS next_from "
                "FROM {1}_history) AS versions "
                "WHERE valid_to <= valid_from OR (next_from IS NOT NULL AND "
                "(valid_to IS NULL OR valid_to > next_from))",
                key_columns(), table)) == "0");
    REQUIRE(bench_.query(fmt::format("SELECT count(*) - count(DISTINCT row_id) FROM {}", table)) ==
            "0");
  }

  /// Key to the transaction that wrote its row.
  std::map<std::string, std::string> row_versions() {
    const auto answer = bench_.session().query(
        fmt::format("SELECT {}, xmin::text FROM shop.{}", key_columns(), shape_.table()));
    std::map<std::string, std::string> versions;
    for (std::size_t row = 0; row < answer.size(); ++row) {
      Key key;
      for (std::size_t i = 0; i + 1 < answer.columns(); ++i) key.push_back(answer.text(row, i));
      versions[joined(key)] = answer.text(row, answer.columns() - 1);
    }
    return versions;
  }

  void check_untouched(std::map<std::string, std::string> before, const Model::Verdict& verdict) {
    auto after = row_versions();
    for (const Key& key : verdict.touched) {
      before.erase(joined(key));
      after.erase(joined(key));
    }
    REQUIRE(after == before);
  }

  NightBench& bench_;
  Dice dice_;
  Shape shape_;
  feed::Guards guards_;
  Vendor vendor_;
  Model model_;
  Description description_;
  double day_ = 0;
  std::string older_;
};

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace

/// NIGHTJAR_SEEDS says how many histories, NIGHTJAR_SEED the seed of the first.
TEST_CASE("Any history of nights leaves what the rules say, whatever the vendor does", "[server]") {
  const std::uint64_t first = number_from("NIGHTJAR_SEED", 1);
  const std::uint64_t histories = number_from("NIGHTJAR_SEEDS", 200);
  NightBench bench(Shape{}.feed());
  for (std::uint64_t seed = first; seed < first + histories; ++seed) {
    INFO("NIGHTJAR_SEEDS=1 NIGHTJAR_SEED=" << seed);
    History(bench, seed).live_through();
  }
}
