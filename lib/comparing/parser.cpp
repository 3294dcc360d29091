#include "comparing/parser.hpp"

#include <optional>
#include <utility>

namespace nightjar::comparing {

void Parser::turn_to(std::shared_ptr<Part> part) {
  dropped_ = records_with_dropped_elements();
  part_ = std::move(part);
}

std::vector<std::uint64_t> Parser::records_with_dropped_elements() const {
  auto sums = dropped_;
  if (!part_) return sums;
  feed::add_counts(mapper().records_with_dropped_elements(), sums);
  return sums;
}

void Parser::parse(Batch& batch) {
  if (batch.part != part_) turn_to(batch.part);
  batch.parsed.reserve(batch.unknown.size());
  auto refused = batch.refused.begin();
  for (const Miss& unknown : batch.unknown) {
    if (unknown.state == Miss::State::refused) {
      take(*refused++, batch);
      continue;
    }
    auto projection = mapper().map(
        {batch.text_of(unknown), unknown.offset, unknown.length, std::nullopt, unknown.context},
        row_);
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

void Parser::take(RefusedParent& refused, Batch& batch) {
  ParsedMiss& parsed = batch.parsed.emplace_back();
  parsed.outcome = refused.mapped.outcome;
  parsed.violation = std::move(refused.mapped.violation);
  parsed.row = batch.rows.size();
  parsed.row_bytes = refused.row.size();
  batch.rows += refused.row;
}

}  // namespace nightjar::comparing
