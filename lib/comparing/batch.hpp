#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "comparing/live_rows.hpp"
#include "comparing/part.hpp"
#include "feed/match.hpp"
#include "feed/record.hpp"
#include "feed/record_mapper.hpp"
#include "feed/violation.hpp"
#include "hashing/fingerprint.hpp"

namespace nightjar::comparing {

/// A record that no fingerprint matched, with a copy of its text in the batch.
struct Miss {
  /// How far it was read before.
  enum class State {
    unread,
    refused,  ///< a record of a child feed without elements: its result is in Batch::refused
  };

  std::size_t index = 0;  ///< among the batch's records
  std::size_t text = 0;   ///< where its bytes begin in Batch::text
  std::size_t bytes = 0;
  std::uint64_t offset = 0;          ///< in the file
  std::uint64_t line = 0;            ///< in the file, from 1
  std::uint64_t length = 0;          ///< in the file
  std::int64_t probable_row_id = 0;  ///< as in feed::StagedRecord
  std::size_t context = 0;           ///< as in feed::Record
  State state = State::unread;
};

/// What is known of a record of a child feed that has no elements, because it does not fit or is
/// not a record.
struct RefusedParent {
  feed::MappedRecord mapped;
  std::string row;  ///< what the key takes from it, as feed::Row::wire() has it
};

/// The result of parsing an unmatched record.
struct ParsedMiss {
  feed::MappingOutcome outcome = feed::MappingOutcome::whole;
  std::optional<feed::Violation> violation;
  Fingerprint value;             ///< of a complete one
  Fingerprint key;               ///< of a complete one
  bool may_be_too_long = false;  ///< in the tables
  std::size_t row = 0;           ///< where its row begins in Batch::rows
  std::size_t row_bytes = 0;
};

/// Consecutive records of one file of the dump: for each its fingerprint and the row that it was
/// matched to; for unmatched records also their text.
struct Batch {
  struct Entry {
    Fingerprint bytes;
    std::int64_t row_id = 0;   ///< 0: unmatched, or repeated; or row_id_of_parent()
    std::uint32_t length = 0;  ///< of the record
  };

  std::shared_ptr<Part> part;  ///< the file
  feed::Ordinal first = 0;     ///< the ordinal of the first record
  LiveRows::Meaning meaning =
      LiveRows::Meaning::bytes;  ///< what the unmatched are compared with next
  std::vector<Entry> entries;
  std::vector<Miss> unknown;
  std::vector<RefusedParent> refused;  ///< of those unknown that are refused, in their order
  std::string text;                    ///< with feed::Record::padding bytes after the last record
  std::vector<ParsedMiss> parsed;      ///< of each unmatched one, after parsing
  std::string rows;                    ///< their rows, as feed::Row::wire() has them

  /// Clears it and keeps its memory: allocating a new megabyte costs as much as parsing half of its
  /// content.
  void clear() {
    entries.clear();
    unknown.clear();
    refused.clear();
    text.clear();
    parsed.clear();
    rows.clear();
  }

  [[nodiscard]] std::string_view text_of(const Miss& one) const {
    return std::string_view(text).substr(one.text, one.bytes);
  }
  /// The same without what is not the vendor's.
  [[nodiscard]] std::string_view raw_text_of(const Miss& one) const {
    return text_of(one).substr(one.context);
  }
  [[nodiscard]] std::string_view row_of(const ParsedMiss& one) const {
    return std::string_view(rows).substr(one.row, one.row_bytes);
  }
};

}  // namespace nightjar::comparing
