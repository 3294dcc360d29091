#include "comparing/comparison.hpp"

#include <utility>
#include <vector>

namespace nightjar::comparing {
namespace {

/// Batches that may wait, each of about a megabyte of the dump: enough to balance the two sides.
constexpr std::size_t relay_depth = 3;

/// Parsing is the most expensive part if all records must be parsed: with two threads it keeps up
/// with a COPY on another core, and more would only take cores from PostgreSQL.
constexpr std::size_t parsers = 2;

std::vector<std::shared_ptr<Parser>> make_parsers(const feed::Definition& definition,
                                                  const feed::SizeBound& size_bound) {
  std::vector<std::shared_ptr<Parser>> made;
  for (std::size_t i = 0; i < parsers; ++i) {
    made.push_back(std::make_shared<Parser>(definition, i, size_bound));
  }
  return made;
}

std::vector<Relay<Batch>::Act> acts_of(const std::vector<std::shared_ptr<Parser>>& made) {
  std::vector<Relay<Batch>::Act> acts;
  acts.reserve(made.size());
  for (const auto& parser : made) {
    acts.emplace_back([parser](Batch& batch) { parser->parse(batch); });
  }
  return acts;
}

}  // namespace

Comparison::Comparison(const feed::Definition& definition, LastDump last,
                       FingerprintCacheWriter& fingerprint_cache, Environment environment,
                       std::int64_t first_row_id)
    : definition_(definition),
      last_(std::move(last)),
      fingerprint_cache_(fingerprint_cache),
      raw_matcher_(last_.rows, definition.kind),
      parent_matcher_(definition.each ? std::make_unique<ParentMatcher>(raw_matcher_, last_.parents)
                                      : nullptr),
      parsers_(make_parsers(definition, environment.size_bound)),
      value_matcher_(definition, last_.rows, fingerprint_cache, std::move(environment),
                     first_row_id),
      relay_(relay_depth, acts_of(parsers_),
             [this](Batch& batch) { value_matcher_.examine(batch); }) {}

void Comparison::begin_part(std::size_t index, const MakeMapper& make_record_mapper,
                            const Fingerprint& form, std::unique_ptr<feed::Expander> expander) {
  part_ = std::make_shared<Part>(Part{index});
  for (std::size_t i = 0; i < parsers; ++i) part_->mappers.push_back(make_record_mapper());
  begun_.push_back({index, raw_matcher_.records()});
  if (parent_matcher_) {
    parent_matcher_->begin_part(form, std::move(expander));
  } else {
    raw_matcher_.begin_part(form);
  }
}

std::vector<PartRecords> Comparison::parts() const {
  std::vector<PartRecords> parts = begun_;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    parts[i].end = i + 1 < parts.size() ? parts[i + 1].first : raw_matcher_.records();
    if (parent_matcher_) parts[i].parents = parent_matcher_->ends()[i];
  }
  return parts;
}

feed::RecordPredictor& Comparison::predictor() {
  if (parent_matcher_) return parent_matcher_->predictor();
  return raw_matcher_.predictor();
}

void Comparison::take(std::span<const feed::Record> records, const RawMatcher::LineOf& line_of) {
  if (parent_matcher_) {
    parent_matcher_->match(records, line_of, relay_.spent(), [this](Batch full) {
      push(std::move(full));
      return relay_.spent();
    });
  } else {
    push(raw_matcher_.match(records, line_of, relay_.spent()));
  }
}

void Comparison::push(Batch batch) {
  batch.part = part_;
  relay_.push(std::move(batch));
}

std::vector<std::uint64_t> Comparison::records_with_dropped_elements() const {
  std::vector<std::uint64_t> sums(definition_.columns.size());
  for (const auto& parser : parsers_) {
    feed::add_counts(parser->records_with_dropped_elements(), sums);
  }
  if (parent_matcher_) feed::add_counts(parent_matcher_->records_with_dropped_elements(), sums);
  return sums;
}

}  // namespace nightjar::comparing
