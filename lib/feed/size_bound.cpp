#include "feed/size_bound.hpp"

#include <algorithm>

#include "postgres/binary.hpp"

namespace nightjar::feed {
namespace {

/// An index entry has at most 2704 bytes. An expression in an index may return three bytes for one
/// (upper() does), and each of 32 columns may take eight more bytes.
constexpr std::size_t index_surely_holds = 700;

/// What remains of a page's 8160 bytes after a row's header, the bitmap of 1600 nulls and the
/// bookkeeping columns.
constexpr std::size_t page_surely_holds = 7850;

/// The maximum space of a value in the page after PostgreSQL has moved everything it can out of
/// line.
constexpr std::size_t moved_out_of_line = 24;
/// The header of a short value.
constexpr std::size_t length_bytes = 8;
/// The maximum padding before a value that must be at a multiple of eight bytes.
constexpr std::size_t padding = 7;

const Storage& storage_of(const Column& column) { return traits_of(column.type).storage; }

/// Adds up the space of values in a page, independent of their order.
class PageUse {
 public:
  void add(const Storage& type, std::size_t bytes) {
    if (type.is_aligned) {
      ++aligned_;
      bytes_ += type.least_bytes;
    } else {
      ++others_;
      bytes_ +=
          type.is_as_sent ? std::min(bytes + length_bytes, moved_out_of_line) : moved_out_of_line;
    }
  }
  /// An aligned value is padded only if another precedes it.
  [[nodiscard]] bool surely_fits() const {
    return bytes_ + padding * std::min(aligned_, others_ + 1) <= page_surely_holds;
  }

 private:
  std::size_t bytes_ = 0;
  std::size_t aligned_ = 0;
  std::size_t others_ = 0;
};

/// The pointer that remains in the row of a value that is stored out of line.
constexpr std::size_t pointer = 18;

/// The bookkeeping columns that are never null.
constexpr std::size_t bookkeeping = 40;

/// The header of a row: 23 bytes, and a bit for each column that says whether it is null.
std::size_t row_header(const Definition& definition) {
  const std::size_t columns = definition.columns.size() + 5;
  return (23 + (columns + 7) / 8 + 7) / 8 * 8;
}

}  // namespace

std::size_t smallest_row(const Definition& definition) {
  std::size_t bytes = row_header(definition) + bookkeeping;
  for (std::size_t i = 0; i < definition.columns.size(); ++i) {
    const ColumnTypeTraits& type = traits_of(definition.columns[i].type);
    const bool never_null = definition.is_key(i) || type.shape == Shape::list;
    if (never_null) bytes += type.storage.least_bytes;
  }
  return bytes;
}

std::size_t fullest_row(const Definition& definition) {
  std::size_t bytes = row_header(definition) + bookkeeping;
  for (const Column& column : definition.columns) {
    const Storage& storage = storage_of(column);
    bytes += storage.has_fixed_length ? storage.least_bytes : pointer;
  }
  return bytes;
}

SizeBound::SizeBound(const Definition& definition, const std::vector<Columns>& indexes) {
  PageUse fullest;
  for (const Column& column : definition.columns) {
    types_.push_back(storage_of(column));
    fullest.add(types_.back(), moved_out_of_line);
  }
  may_fill_page_ = !fullest.surely_fits();
  std::copy_if(
      indexes.begin(), indexes.end(), std::back_inserter(indexes_), [&](const Columns& columns) {
        return !std::all_of(columns.begin(), columns.end(),
                            [&](std::size_t column) { return types_[column].has_fixed_length; });
      });
}

bool SizeBound::fits_page(const Row& row) const {
  PageUse use;
  for (std::size_t column = 0; column < types_.size(); ++column) {
    if (const auto value = row.field(column)) use.add(types_[column], value->size());
  }
  return use.surely_fits();
}

const SizeBound::Columns* SizeBound::widest_index(const Row& row) const {
  const Columns* widest = nullptr;
  std::size_t most = index_surely_holds;
  for (const Columns& columns : indexes_) {
    const std::size_t bytes = bytes_of(row, columns);
    if (bytes <= most) continue;
    most = bytes;
    widest = &columns;
  }
  return widest;
}

std::size_t bytes_of(const Row& row, const SizeBound::Columns& columns) {
  std::size_t bytes = 0;
  for (const std::size_t column : columns) {
    if (const auto value = row.field(column)) bytes += value->size();
  }
  return bytes;
}

std::string key_alone(const Definition& definition, const Row& row) {
  std::string wire;
  for (std::size_t column = 0; column < row.columns(); ++column) {
    const auto value = row.field_with_length(column);
    if (value && definition.is_key(column)) {
      wire += *value;
    } else {
      postgres::append_null_field(wire);
    }
  }
  return wire;
}

}  // namespace nightjar::feed
