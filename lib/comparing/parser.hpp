#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "comparing/batch.hpp"
#include "comparing/part.hpp"
#include "feed/definition.hpp"
#include "feed/fingerprinter.hpp"
#include "feed/row.hpp"
#include "feed/size_bound.hpp"

namespace nightjar::comparing {

/// Parses the unmatched records of a batch. It uses only the batch, so that several parsers can run
/// in parallel, each with its own batch.
class Parser {
 public:
  /// The parser number `index` of a comparison. Keeps a reference to the bound.
  Parser(const feed::Definition& definition, std::size_t index, const feed::SizeBound& size_bound)
      : index_(index),
        fingerprinter_(definition),
        size_bound_(size_bound),
        dropped_(definition.columns.size()) {}

  /// Fills Batch::parsed and Batch::rows. The parts of the batches come in their order.
  void parse(Batch& batch);
  /// As RecordMapper::records_with_dropped_elements(), of all parts; not while it parses.
  [[nodiscard]] std::vector<std::uint64_t> records_with_dropped_elements() const;

 private:
  static void take(RefusedParent& refused, Batch& batch);
  void turn_to(std::shared_ptr<Part> part);
  [[nodiscard]] feed::RecordMapper& mapper() const { return *part_->mappers[index_]; }

  std::size_t index_;
  std::shared_ptr<Part> part_;
  feed::Fingerprinter fingerprinter_;
  const feed::SizeBound& size_bound_;
  feed::Row row_;
  std::vector<std::uint64_t> dropped_;  ///< in earlier parts
};

}  // namespace nightjar::comparing
