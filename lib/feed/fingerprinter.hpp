#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "feed/definition.hpp"
#include "feed/row.hpp"
#include "hashing/fingerprint.hpp"

namespace nightjar::feed {

/// The origin of a row's bytes: a jsonb from PostgreSQL is not in canonical form.
enum class Origin { mapper, postgres };

/// Fingerprints of typed rows.
///
/// Input of the hash: for each column that is not null, in order of the columns' names, a tag made
/// of the name, the length, and the value in a form that equal values share (a numeric without
/// trailing zeros, a jsonb in canonical form). So `("ab","c")` differs from `("a","bc")`, and a new
/// column that is null everywhere changes no fingerprint.
class Fingerprinter {
 public:
  explicit Fingerprinter(const Definition& definition);

  /// Of the whole row: equal if and only if no value differs. This is S.T.value_fingerprint.
  Fingerprint of_values(const Row& row, Origin origin = Origin::mapper);
  /// Of the key columns only.
  Fingerprint of_key(const Row& row);

 private:
  struct Part {
    std::size_t column;
    Equality equality;
    std::array<char, sizeof(std::uint64_t)> tag;
  };
  Fingerprint of(const std::vector<Part>& parts, const Row& row, Origin origin);
  void append(const Part& part, std::string_view value);
  /// The same preceded by the value's length.
  void append_prefixed(const Part& part, std::string_view value);

  std::vector<Part> values_;
  std::vector<Part> key_;
  Bytes bytes_;
};

/// Identifies the meaning of a feed's fingerprints: with another digest they cannot be compared.
/// Covers everything in the definition that affects the values of a record (not its guards or
/// limits).
std::string digest_of(const Definition& definition);

/// Identifies the meaning of a record's bytes: digest_of(), and for CSV the header line, since the
/// same line has another meaning if the columns are in another order. Of a CSV without a header
/// line `first_record` says how many fields a record has; of XML it is the encoding.
std::string digest_of_bytes(const Definition& definition, std::string_view first_record);

}  // namespace nightjar::feed
