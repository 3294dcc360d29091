#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "feed/definition.hpp"

namespace nightjar::feed {

/// A child feed (Definition::each) has a row for each element of an array in a record. Its columns
/// are read in two steps, each with a definition of its own: those of the record by the mapper of
/// the file's format, together with the array; then those of each element, which is JSON. An
/// element travels between the two as a Record: its context, then the element as it is written.

/// Some columns of a child feed as a feed of their own.
struct PartOfFeed {
  Definition definition;
  std::vector<std::size_t> columns;  ///< by column of the definition: which of the child feed's
};

/// What is read of a record: the columns of the record, and after them one with the array, as JSON
/// text. The key is what the key of the child feed takes from the record; it may be empty.
PartOfFeed record_part_of(const Definition& feed);

/// What is read of an element, in the form of write_element_json(). The key is what remains of the
/// child feed's; it may be empty.
PartOfFeed element_part_of(const Definition& feed);

/// Counts by column of a part as counts by column of the child feed. Those of a record's array are
/// left out: it is no column of the child feed.
std::vector<std::uint64_t> counts_of_feed(const Definition& feed, const PartOfFeed& part,
                                          const std::vector<std::uint64_t>& counts);

/// The member that holds the element in the JSON that is mapped to its columns, as a pointer.
constexpr std::string_view element_pointer = "/element";

}  // namespace nightjar::feed
