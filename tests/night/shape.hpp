#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feed/definition.hpp"
#include "night/night_bench.hpp"

namespace nightjar::support {

/// The relevant part of a test's record. A key of "" is none.
struct Item {
  std::string key;
  std::string note;          ///< "" is null
  std::string amount = "1";  ///< anything but a number makes the record invalid
};

using Items = std::vector<Item>;

/// A format that a feed can have. The rules are the same for all of them.
struct Shape {
  enum class Key { single, compound };

  feed::Format format = feed::Format::json;
  feed::Kind kind = feed::Kind::snapshot;
  Key key = Key::single;
  /// Only for histories: the records are the elements of arrays, and the left code is their
  /// parent's.
  bool is_nested = false;

  [[nodiscard]] std::string name() const;
  [[nodiscard]] std::string table() const { return key == Key::single ? "singles" : "pairs"; }
  [[nodiscard]] std::string file() const;
  /// The feed's entry in the YAML; `more` are further lines of it.
  [[nodiscard]] std::string feed(std::string_view more = {}) const;
  /// One record as the vendor writes it, without the separators between records.
  [[nodiscard]] std::string record(const Item& item) const;
  [[nodiscard]] std::string dump(const Items& items) const;
};

std::vector<Shape> all_shapes();
/// Child feeds of JSON and NDJSON.
std::vector<Shape> nested_shapes();
std::vector<Shape> snapshots();

/// A bench with one feed of some shape, and the content of its tables as one line.
class ShapeBench : public NightBench {
 public:
  explicit ShapeBench(const Shape& shape, std::string_view more = lenient);

  using NightBench::night;
  ledger::Report night(double day, const Items& items);

  /// `key:note@day` for each row of S.T in order of the keys; `-day` at its end if it is deleted.
  std::string table();
  /// `key:note@from-to` for each version.
  std::string history();
  std::string live();
  std::string as_of(double day);
  /// `line:reason` for each record that the night rejected, in the order of their positions.
  std::string rejects(const ledger::Report& report);
  /// PostgreSQL's transaction numbers of the rows: if they are equal, no row was written.
  std::string row_versions();

  /// No guard stops these nights: most tests are about a few rows.
  static constexpr std::string_view lenient =
      "    guards: {max_rejected_percent: 100, allow_empty: yes}\n";

 private:
  std::string list(const std::string& relation, const std::string& suffix);

  Shape shape_;
};

}  // namespace nightjar::support
