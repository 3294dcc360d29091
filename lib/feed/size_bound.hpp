#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "feed/definition.hpp"
#include "feed/row.hpp"

namespace nightjar::feed {

/// Tells quickly which rows are small enough for a page and an index of PostgreSQL, whatever it
/// does to them. How large the others come out, only PostgreSQL knows: it compresses values and
/// moves them out of line.
class SizeBound {
 public:
  /// Indexes into Definition::columns.
  using Columns = std::vector<std::size_t>;

  /// `indexes`: for each index of the feed's tables the columns that it is made of.
  SizeBound(const Definition& definition, const std::vector<Columns>& indexes);

  [[nodiscard]] bool surely_fits(const Row& row) const {
    return widest_index(row) == nullptr && (!may_fill_page_ || fits_page(row));
  }
  /// The columns of the index with the longest values, among the indexes that might not hold them.
  [[nodiscard]] const Columns* widest_index(const Row& row) const;

 private:
  [[nodiscard]] bool fits_page(const Row& row) const;

  std::vector<Storage> types_;    ///< by column
  std::vector<Columns> indexes_;  ///< those with a column whose values can be of any length
  bool may_fill_page_;            ///< false where no row of these columns can
};

/// The most columns that a feed can have: PostgreSQL's limit of a table's, less Nightjar's own.
constexpr std::size_t columns_at_most = 1600 - 5;

/// The most bytes that a row can take: a page of 8 kB less what describes it.
constexpr std::size_t row_bytes_at_most = 8160;

/// What a row of the feed takes of its page when all that can be null is, at least.
std::size_t smallest_row(const Definition& definition);

/// The same when every column has a value, and a long one where the type allows it.
std::size_t fullest_row(const Definition& definition);

/// The bytes of the columns' values together, nulls not counted.
std::size_t bytes_of(const Row& row, const SizeBound::Columns& columns);

/// The row with nothing but its key, as Row::wire() has it: what is left of a record that was
/// refused.
std::string key_alone(const Definition& definition, const Row& row);

}  // namespace nightjar::feed
