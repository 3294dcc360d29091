#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "comparing/batch.hpp"
#include "feed/definition.hpp"
#include "feed/fingerprinter.hpp"
#include "feed/record_mapper.hpp"
#include "feed/row.hpp"
#include "feed/size_bound.hpp"

namespace nightjar::comparing {

/// Parses the unmatched records of a batch. It uses only the batch, so that several parsers can run
/// in parallel, each with its own batch.
class Parser {
 public:
  /// Keeps a reference to the bound.
  Parser(const feed::Definition& definition, std::unique_ptr<feed::RecordMapper> mapper,
         const feed::SizeBound& size_bound)
      : mapper_(std::move(mapper)), fingerprinter_(definition), size_bound_(size_bound) {}

  /// Fills Batch::parsed and Batch::rows.
  void parse(Batch& batch);
  /// As RecordMapper::records_with_dropped_elements(); not while it parses.
  [[nodiscard]] std::vector<std::uint64_t> records_with_dropped_elements() const {
    return mapper_ ? mapper_->records_with_dropped_elements() : std::vector<std::uint64_t>();
  }

 private:
  std::unique_ptr<feed::RecordMapper> mapper_;
  feed::Fingerprinter fingerprinter_;
  const feed::SizeBound& size_bound_;
  feed::Row row_;
};

}  // namespace nightjar::comparing
