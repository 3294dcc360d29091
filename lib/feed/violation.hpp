#pragma once

#include <span>
#include <string>
#include <string_view>

namespace nightjar::feed {

/// Why a record was rejected. The names are the values of nightjar.rejects.reason.
enum class Reason {
  malformed,      ///< not a record of its format: broken JSON, a CSV line of the wrong width
  missing_key,    ///< a key column is null, empty or absent
  wrong_type,     ///< a value is not of its column's type
  out_of_range,   ///< a number or date outside the range of its type
  invalid_text,   ///< not UTF-8, or contains U+0000, which PostgreSQL cannot store
  too_long,       ///< longer than the feed's max_record_bytes, or than PostgreSQL can store
  duplicate_key,  ///< an earlier record of the dump has this key with other values
};

std::string_view name_of(Reason reason);

/// The names of all reasons.
std::span<const std::string_view> names_of_reasons();

/// What is wrong with a record, for the person who asks the vendor to correct it.
struct Violation {
  Reason reason;
  std::string detail;  ///< names the column and the value: `pages: "many" is not an integer`
};

/// Of a record whose key an earlier one has, with other values.
Violation duplicate_key();

}  // namespace nightjar::feed
