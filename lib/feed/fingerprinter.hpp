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

/// Where a row's bytes come from: what PostgreSQL gives back of a jsonb is not in canonical form.
enum class Origin { mapper, postgres };

/// Fingerprints of typed rows.
///
/// What is hashed: for each column that is not null, in order of the columns' names, a tag made of
/// the name, the length, and the value in a form that equal values share (a numeric without its
/// trailing zeros, a jsonb in canonical form). So `("ab","c")` is not `("a","bc")`, and a new
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
  /// The same with the value's length in front of it.
  void append_prefixed(const Part& part, std::string_view value);

  std::vector<Part> values_;
  std::vector<Part> key_;
  Bytes bytes_;
};

/// Names what a feed's fingerprints mean: another digest, and they cannot be compared. Covers all
/// of the definition that decides which values a record gives (not its guards or limits).
std::string digest_of(const Definition& definition);

/// Names what the bytes of a record mean: digest_of(), and of a CSV the header line, since with the
/// columns in another order the same line says something else.
std::string digest_of_bytes(const Definition& definition, std::string_view csv_header);

}  // namespace nightjar::feed
