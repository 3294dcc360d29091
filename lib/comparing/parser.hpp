#pragma once

#include <memory>

#include "comparing/batch.hpp"
#include "feed/definition.hpp"
#include "feed/fingerprinter.hpp"
#include "feed/projector.hpp"
#include "feed/row.hpp"

namespace nightjar::comparing {

/// Parses the unknown records of a batch. It knows nothing but the batch, so that several can work
/// side by side, each with its own.
class Parser {
 public:
  Parser(const feed::Definition& definition, std::unique_ptr<feed::Projector> projector)
      : projector_(std::move(projector)), fingerprinter_(definition) {}

  /// Fills Batch::parsed and Batch::rows.
  void parse(Batch& batch);

 private:
  std::unique_ptr<feed::Projector> projector_;
  feed::Fingerprinter fingerprinter_;
  feed::Row row_;
};

}  // namespace nightjar::comparing
