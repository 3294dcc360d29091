#include "comparing/parent_matcher.hpp"

#include <string>
#include <utility>

namespace nightjar::comparing {
namespace {

/// As much as a block of the file has if no record is expanded.
constexpr std::size_t full_bytes = std::size_t{1} << 20;
constexpr std::size_t full_entries = std::size_t{1} << 16;

}  // namespace

void ParentMatcher::begin_part(const Fingerprint& form, std::unique_ptr<feed::Expander> expander) {
  dropped_ = records_with_dropped_elements();
  expander_ = std::move(expander);
  form_ = form;
  predictor_.expect_form(form);
  ends_.emplace_back();
}

std::vector<std::uint64_t> ParentMatcher::records_with_dropped_elements() const {
  if (!expander_) return dropped_;
  auto sums = expander_->records_with_dropped_elements();
  feed::add_counts(dropped_, sums);
  return sums;
}

void ParentMatcher::match(std::span<const feed::Record> records, const RawMatcher::LineOf& line_of,
                          Batch spent, const HandOn& hand_on) {
  Outlet outlet{line_of, hand_on, elements_.begin(std::move(spent))};
  for (const feed::Record& record : records) take(record, outlet);
  elements_.end(outlet.batch);
  hand_on(std::move(outlet.batch));
  elements_.end_block();
  if (elements_.meaning() == LiveRows::Meaning::bytes) {
    predictor_.go_on();
  } else {
    predictor_.forget();
  }
}

void ParentMatcher::take(const feed::Record& record, Outlet& outlet) {
  const Fingerprint bytes = record.predicted ? parents_.records().fingerprint(*record.predicted)
                                             : fingerprint_of(record.bytes) ^ form_;
  ends_.back().last = elements_.records();
  if (const auto parent = find(record, bytes)) {
    take_known(*parent, bytes, record.bytes.size(), outlet);
  } else {
    expand(record, bytes, outlet);
  }
  hand_on_if_full(outlet);
}

std::optional<std::size_t> ParentMatcher::find(const feed::Record& record,
                                               const Fingerprint& bytes) {
  if (record.predicted) {
    parents_.found(*record.predicted);
    return record.predicted;
  }
  if (elements_.meaning() == LiveRows::Meaning::values || record.is_cut()) return std::nullopt;
  return parents_.find(bytes);
}

void ParentMatcher::take_known(std::size_t parent, const Fingerprint& bytes, std::size_t length,
                               Outlet& outlet) {
  const LiveParents::Elements elements = parents_.elements(parent);
  elements_.take_parent(bytes, length, elements.count, outlet.batch);
  elements_.take_rows(elements.first, elements.count, outlet.batch);
}

void ParentMatcher::expand(const feed::Record& record, const Fingerprint& bytes, Outlet& outlet) {
  feed::MappedRecord mapped = expander_->expand(record);
  if (mapped.outcome != feed::MappingOutcome::whole) {
    const bool is_spoiled = mapped.outcome == feed::MappingOutcome::spoiled;
    std::string row(is_spoiled ? expander_->row().wire() : std::string_view());
    elements_.take_refused(record, bytes, {std::move(mapped), std::move(row)}, outlet.line_of,
                           outlet.batch);
    return;
  }
  elements_.take_parent(bytes, record.bytes.size(), expander_->size(), outlet.batch);
  if (expander_->size() == 0) ends_.back().last_childless = ends_.back().last;
  for (std::size_t i = 0; i < expander_->size(); ++i) {
    elements_.take(expander_->element(i), outlet.line_of, outlet.batch);
    hand_on_if_full(outlet);
  }
}

void ParentMatcher::hand_on_if_full(Outlet& outlet) {
  Batch& batch = outlet.batch;
  if (batch.text.size() < full_bytes && batch.entries.size() < full_entries) return;
  elements_.end(batch);
  batch = elements_.begin(outlet.hand_on(std::move(batch)));
}

}  // namespace nightjar::comparing
