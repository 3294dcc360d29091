#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "feed/definition.hpp"
#include "feed/row.hpp"

namespace nightjar::feed {

/// Finds quickly the rows that certainly fit a page and an index of PostgreSQL. How large the
/// others become, only PostgreSQL knows: it compresses values and moves them out of line.
class SizeBound {
 public:
  /// Indexes into Definition::columns.
  using Columns = std::vector<std::size_t>;

  /// `indexes`: the columns of each index of the feed's tables.
  SizeBound(const Definition& definition, const std::vector<Columns>& indexes);

  [[nodiscard]] bool surely_fits(const Row& row) const {
    return widest_index(row) == nullptr && (!may_fill_page_ || fits_page(row));
  }
  /// The columns of the index with the longest values, among the indexes that might not hold them.
  [[nodiscard]] const Columns* widest_index(const Row& row) const;

 private:
  [[nodiscard]] bool fits_page(const Row& row) const;

  std::vector<Storage> types_;    ///< by column
  std::vector<Columns> indexes_;  ///< those with a column whose values have no maximum length
  bool may_fill_page_;            ///< false if no row of these columns can
};

/// The maximum number of columns of a feed: PostgreSQL's limit for a table, less Nightjar's own.
constexpr std::size_t columns_at_most = 1600 - 5;

/// The maximum size of a row: a page of 8 kB less its headers.
constexpr std::size_t row_bytes_at_most = 8160;

/// The minimum space of the feed's row in its page, with nulls in all columns that allow them.
std::size_t smallest_row(const Definition& definition);

/// The same if every column has a value, and a long one if the type allows it.
std::size_t fullest_row(const Definition& definition);

/// The total bytes of the columns' values, without nulls.
std::size_t bytes_of(const Row& row, const SizeBound::Columns& columns);

/// The row with only its key, in the format of Row::wire(): the rest of a rejected record.
std::string key_alone(const Definition& definition, const Row& row);

}  // namespace nightjar::feed
