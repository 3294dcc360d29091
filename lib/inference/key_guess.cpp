#include "inference/key_guess.hpp"

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <unordered_set>
#include <utility>

#include "feed/column_type.hpp"
#include "feed/null_values.hpp"
#include "feed/trimmed.hpp"

namespace nightjar::inference {
namespace {

using feed::ColumnType;

/// How likely a column is part of a key.
enum class Likelihood {
  by_name,     ///< `id`, or the table's own
  as_a_code,   ///< `isbn`, `email`
  as_an_id,    ///< `author_id`
  possible,    ///< a short text, a whole number
  in_a_group,  ///< a time: only with other columns
  none,
};

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Whether it is one of the words, or ends with one.
bool ends_with_word(std::string_view name, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return name == word || (name.ends_with(word) && name[name.size() - word.size() - 1] == '_');
  });
}

bool is_own_name(std::string_view name, std::string_view table) {
  const std::string_view singular =
      table.ends_with('s') ? table.substr(0, table.size() - 1) : table;
  return name == "id" || name == singular || name == std::string(singular) + "_id" ||
         name == std::string(table) + "_id";
}

/// Sentences are no keys.
bool is_prose(const ColumnSample& sample) {
  constexpr std::size_t longest_name = 80;
  std::size_t bytes = 0;
  for (const Value& value : sample.values) bytes += value.text.size();
  return bytes > longest_name * sample.values.size();
}

Likelihood likelihood_of(std::string_view table, const feed::Column& column,
                         const ColumnSample& sample) {
  const feed::ColumnTypeTraits& type = feed::traits_of(column.type);
  if (!type.can_be_key || column.type == ColumnType::boolean || is_prose(sample)) {
    return Likelihood::none;
  }
  const bool is_group_type =
      is_one_of(type.name, {"numeric", "date", "timestamp", "timestamptz", "time", "bytea"});
  if (column.type == ColumnType::numeric) return Likelihood::none;
  if (is_group_type) return Likelihood::in_a_group;
  if (is_own_name(column.name, table) || column.source == feed::member_name) {
    return Likelihood::by_name;
  }
  if (is_one_of(column.name, {"uuid", "guid", "key", "code", "isbn", "isbn13", "sku", "email",
                              "slug", "ean", "gtin", "iban", "number", "symbol"})) {
    return Likelihood::as_a_code;
  }
  return ends_with_word(column.name, {"id", "uuid", "guid", "code", "key", "no", "nr", "number",
                                      "isbn", "email", "name", "title", "sku"})
             ? Likelihood::as_an_id
             : Likelihood::possible;
}

/// The values of each column as hashes; 0 is a null.
class Table {
 public:
  Table(const std::vector<feed::Column>& columns, std::span<const ColumnSample> samples) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      hashes_.push_back(hashes_of(columns[i], samples[i]));
    }
    find_different_rows();
  }

  /// Whether no two records have the same values there, and none lacks one.
  [[nodiscard]] bool is_unique(std::initializer_list<std::size_t> columns) const {
    std::unordered_set<std::size_t> seen;
    return std::all_of(rows_.begin(), rows_.end(), [&](std::size_t row) {
      std::size_t hash = 0;
      for (const std::size_t column : columns) {
        if (hashes_[column][row] == 0) return false;
        hash = combined(hash, hashes_[column][row]);
      }
      return seen.insert(hash).second;
    });
  }

  [[nodiscard]] bool is_empty() const { return rows_.empty(); }

 private:
  static std::size_t combined(std::size_t one, std::size_t other) {
    constexpr std::size_t odd = 0x9e3779b97f4a7c15U;
    return (one ^ (other + odd + (one << 6U) + (one >> 2U))) * odd;
  }

  static std::vector<std::size_t> hashes_of(const feed::Column& column,
                                            const ColumnSample& sample) {
    const feed::NullValues nulls(column);
    std::vector<std::size_t> hashes;
    for (const Value& value : sample.values) {
      const std::string_view text =
          column.form.is_trimmed ? feed::trimmed(value.text) : std::string_view(value.text);
      const bool is_empty = value.kind == feed::Cell::Kind::bare && text.empty();
      const bool is_null = is_empty || value.kind == feed::Cell::Kind::null || nulls.contain(text);
      hashes.push_back(is_null ? 0 : std::max<std::size_t>(std::hash<std::string_view>{}(text), 1));
    }
    return hashes;
  }

  void find_different_rows() {
    std::unordered_set<std::size_t> seen;
    const std::size_t rows = hashes_.empty() ? 0 : hashes_.front().size();
    for (std::size_t row = 0; row < rows; ++row) {
      std::size_t hash = 0;
      for (const auto& column : hashes_) hash = combined(hash, column[row]);
      if (seen.insert(hash).second) rows_.push_back(row);
    }
  }

  std::vector<std::vector<std::size_t>> hashes_;
  std::vector<std::size_t> rows_;  ///< the first of those with the same values
};

/// Looks for the first columns that are unique together, likelier ones first.
class KeySearch {
 public:
  KeySearch(const Table& table, std::vector<Likelihood> likelihoods)
      : table_(table), likelihoods_(std::move(likelihoods)) {}

  [[nodiscard]] std::vector<std::size_t> search() const {
    for (const std::size_t column : columns_up_to(Likelihood::as_an_id)) {
      if (table_.is_unique({column})) return {column};
    }
    auto key = search_pair(columns_up_to(Likelihood::as_an_id));
    if (key.empty()) key = search_single(columns_up_to(Likelihood::possible));
    if (key.empty()) key = search_pair(columns_up_to(Likelihood::in_a_group));
    if (key.empty()) key = search_three(columns_up_to(Likelihood::in_a_group));
    return key.empty() ? search_single(columns_up_to(Likelihood::in_a_group)) : key;
  }

  [[nodiscard]] std::vector<std::size_t> singles() const {
    std::vector<std::size_t> unique;
    for (const std::size_t column : columns_up_to(Likelihood::possible)) {
      if (table_.is_unique({column})) unique.push_back(column);
    }
    return unique;
  }

 private:
  static constexpr std::size_t most_of_pairs = 60;
  static constexpr std::size_t most_of_three = 16;

  [[nodiscard]] std::vector<std::size_t> columns_up_to(Likelihood least) const {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < likelihoods_.size(); ++i) {
      if (likelihoods_[i] <= least) columns.push_back(i);
    }
    std::stable_sort(columns.begin(), columns.end(), [&](std::size_t one, std::size_t other) {
      return likelihoods_[one] < likelihoods_[other];
    });
    return columns;
  }

  [[nodiscard]] std::vector<std::size_t> search_single(
      const std::vector<std::size_t>& columns) const {
    for (const std::size_t column : columns) {
      if (table_.is_unique({column})) return {column};
    }
    return {};
  }

  [[nodiscard]] std::vector<std::size_t> search_pair(std::vector<std::size_t> columns) const {
    columns.resize(std::min(columns.size(), most_of_pairs));
    for (std::size_t second = 1; second < columns.size(); ++second) {
      for (std::size_t first = 0; first < second; ++first) {
        if (table_.is_unique({columns[first], columns[second]})) {
          return {columns[first], columns[second]};
        }
      }
    }
    return {};
  }

  [[nodiscard]] std::vector<std::size_t> search_three(std::vector<std::size_t> columns) const {
    columns.resize(std::min(columns.size(), most_of_three));
    for (std::size_t third = 2; third < columns.size(); ++third) {
      for (std::size_t second = 1; second < third; ++second) {
        for (std::size_t first = 0; first < second; ++first) {
          if (table_.is_unique({columns[first], columns[second], columns[third]})) {
            return {columns[first], columns[second], columns[third]};
          }
        }
      }
    }
    return {};
  }

  const Table& table_;
  std::vector<Likelihood> likelihoods_;
};

}  // namespace

KeyGuess guess_key(std::string_view table, const std::vector<feed::Column>& columns,
                   std::span<const ColumnSample> samples) {
  const Table values(columns, samples);
  if (values.is_empty()) return {};
  std::vector<Likelihood> likelihoods;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    likelihoods.push_back(likelihood_of(table, columns[i], samples[i]));
  }
  const KeySearch search(values, std::move(likelihoods));
  KeyGuess guess{search.search(), search.singles()};
  if (guess.columns.size() == 1) std::erase(guess.alternatives, guess.columns.front());
  return guess;
}

}  // namespace nightjar::inference
