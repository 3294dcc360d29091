#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "feed/definition.hpp"
#include "night/model.hpp"
#include "night/shape.hpp"

namespace nightjar::support {

/// Random numbers, the same for the same seed everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
  bool percent(std::size_t chance) { return below(100) < chance; }
  template <class Container>
  const auto& one_of(const Container& container) {
    return container[below(container.size())];
  }
  template <class Container>
  void shuffle(Container& container) {
    for (std::size_t i = container.size(); i > 1; --i) {
      std::swap(container[i - 1], container[below(i)]);
    }
  }

 private:
  std::mt19937_64 engine_;
};

/// A vendor who changes a few things every night and is careless about everything else: order,
/// white space, escapes, spellings of a number, duplicate records, records that do not fit.
class Vendor {
 public:
  struct Delivery {
    std::string text;
    std::vector<Record> records;  ///< in the file's order
  };

  Vendor(const Shape& shape, Dice& dice);

  /// Tonight's dump. It may be the same as last night's, to the byte.
  Delivery deliver();

 private:
  enum class Violation { none, not_a_number, too_big, no_such_day, not_a_list, no_key, broken };
  struct Wanted {
    Key key;
    Values values{};
    Violation violation = Violation::none;
    bool operator<(const Wanted& other) const;
  };

  void change_world();
  void change_headers();
  Values random_values();
  Violation random_violation();
  std::vector<Wanted> choose();
  Record described(const Wanted& wanted) const;
  std::string written(const Wanted& wanted);
  std::string write_json(const Wanted& wanted);
  std::string json_value(const Wanted& wanted, Field field);
  std::string white_space();
  std::vector<std::string> write_cells(const Wanted& wanted);
  std::string cell(const Wanted& wanted, Field field);
  std::string between_quotes(const std::string& plain);
  Delivery put_together(const std::vector<Wanted>& all);
  /// The records of one item of the file, of which the last has its text: one, or the elements of
  /// one array.
  std::vector<Record> write_item(std::span<const Wanted> wanted, std::string& text);
  std::vector<Record> write_parent(std::span<const Wanted> wanted, std::string& text);
  [[nodiscard]] std::size_t item_size(std::span<const Wanted> rest) const;
  [[nodiscard]] std::vector<std::string> key_names() const;

  Shape shape_;
  Dice& dice_;
  std::vector<Key> keys_;
  std::map<Key, Values> world_;
  std::vector<Wanted> past_;         ///< earlier values, to be used again
  std::vector<std::size_t> header_;  ///< CSV: the cell in each position
  /// How a record was written last: almost all records of a night have the same bytes as the night
  /// before.
  std::map<Wanted, std::string> json_;
  std::map<Wanted, std::vector<std::string>> cells_;
  std::vector<Wanted> last_;
};

}  // namespace nightjar::support
