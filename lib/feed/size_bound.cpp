#include "feed/size_bound.hpp"

#include <algorithm>

#include "postgres/binary.hpp"

namespace nightjar::feed {
namespace {

/// An index holds entries of 2704 bytes. An expression in it may give three bytes for one (upper()
/// does), and each of 32 columns may take eight bytes besides.
constexpr std::size_t index_surely_holds = 700;

/// Of a page's 8160 bytes what is left when a row has its header, the marks of 1600 nulls and the
/// bookkeeping columns.
constexpr std::size_t page_surely_holds = 7850;

/// The most that a value takes in the page once PostgreSQL has moved all it can out of line.
constexpr std::size_t moved_out_of_line = 24;
/// What precedes a short value.
constexpr std::size_t length_bytes = 8;
/// The most that lies unused before a value that has to stand at a multiple of eight bytes.
constexpr std::size_t padding = 7;

bool has_fixed_length(ColumnType type) {
  switch (type) {
    case ColumnType::integer:
    case ColumnType::real:
    case ColumnType::boolean:
    case ColumnType::date:
    case ColumnType::timestamptz:
      return true;
    case ColumnType::text:
    case ColumnType::numeric:
    case ColumnType::text_array:
    case ColumnType::jsonb:
      break;
  }
  return false;
}

bool is_aligned(ColumnType type) {
  return has_fixed_length(type) && type != ColumnType::boolean && type != ColumnType::date;
}

/// Sums up what values take in a page, whatever their order.
class PageUse {
 public:
  void add(ColumnType type, std::size_t bytes) {
    if (is_aligned(type)) {
      ++aligned_;
      bytes_ += sizeof(std::int64_t);
    } else {
      ++others_;
      bytes_ += type == ColumnType::jsonb ? moved_out_of_line
                                          : std::min(bytes + length_bytes, moved_out_of_line);
    }
  }
  /// An aligned value is padded only where another precedes it.
  [[nodiscard]] bool surely_fits() const {
    return bytes_ + padding * std::min(aligned_, others_ + 1) <= page_surely_holds;
  }

 private:
  std::size_t bytes_ = 0;
  std::size_t aligned_ = 0;
  std::size_t others_ = 0;
};

/// What the smallest value of the type takes: none of a column that can be null.
std::size_t smallest_value(ColumnType type) {
  switch (type) {
    case ColumnType::integer:
    case ColumnType::real:
    case ColumnType::timestamptz:
      return 8;
    case ColumnType::date:
      return 4;
    case ColumnType::boolean:
    case ColumnType::text:
      return 1;  // of a text its length
    case ColumnType::numeric:
      return 3;
    case ColumnType::jsonb:
      return 5;
    case ColumnType::text_array:
      return 13;
  }
  return 0;
}

/// A value that is kept out of line leaves so much in its row.
constexpr std::size_t pointer = 18;

/// The bookkeeping columns that are never null.
constexpr std::size_t bookkeeping = 40;

/// What precedes the values: 23 bytes, and a bit for each column that tells whether it is null.
std::size_t row_header(const Definition& definition) {
  const std::size_t columns = definition.columns.size() + 5;
  return (23 + (columns + 7) / 8 + 7) / 8 * 8;
}

}  // namespace

std::size_t smallest_row(const Definition& definition) {
  std::size_t bytes = row_header(definition) + bookkeeping;
  for (std::size_t i = 0; i < definition.columns.size(); ++i) {
    const ColumnType type = definition.columns[i].type;
    const bool never_null = definition.is_key(i) || type == ColumnType::text_array;
    if (never_null) bytes += smallest_value(type);
  }
  return bytes;
}

std::size_t fullest_row(const Definition& definition) {
  std::size_t bytes = row_header(definition) + bookkeeping;
  for (const Column& column : definition.columns) {
    bytes += has_fixed_length(column.type) ? smallest_value(column.type) : pointer;
  }
  return bytes;
}

SizeBound::SizeBound(const Definition& definition, const std::vector<Columns>& indexes) {
  PageUse fullest;
  for (const Column& column : definition.columns) {
    types_.push_back(column.type);
    fullest.add(column.type, moved_out_of_line);
  }
  may_fill_page_ = !fullest.surely_fits();
  std::copy_if(
      indexes.begin(), indexes.end(), std::back_inserter(indexes_), [&](const Columns& columns) {
        return !std::all_of(columns.begin(), columns.end(),
                            [&](std::size_t column) { return has_fixed_length(types_[column]); });
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
