#include "comparing/parser.hpp"

#include <utility>

namespace nightjar::comparing {

void Parser::parse(Batch& batch) {
  batch.parsed.reserve(batch.unknown.size());
  for (const Miss& unknown : batch.unknown) {
    auto projection = mapper_->map({batch.text_of(unknown), unknown.offset, unknown.length}, row_);
    ParsedMiss& parsed = batch.parsed.emplace_back();
    parsed.outcome = projection.outcome;
    parsed.violation = std::move(projection.violation);
    if (parsed.outcome == feed::MappingOutcome::whole) {
      parsed.value = fingerprinter_.of_values(row_);
      parsed.key = fingerprinter_.of_key(row_);
      parsed.may_be_too_long = !size_bound_.surely_fits(row_);
    }
    parsed.row = batch.rows.size();
    batch.rows += row_.wire();
    parsed.row_bytes = batch.rows.size() - parsed.row;
  }
}

}  // namespace nightjar::comparing
