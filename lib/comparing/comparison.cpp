#include "comparing/comparison.hpp"

#include <utility>

namespace nightjar::comparing {
namespace {

/// Batches that may wait, each of about a megabyte of the dump: enough to even out the two sides.
constexpr std::size_t relay_depth = 4;

}  // namespace

Comparison::Comparison(const feed::Definition& definition, feed::Projector& projector,
                       LiveRows live, SideFileWriter& side_file, Findings& findings,
                       std::int64_t first_row_id)
    : definition_(definition),
      live_(std::move(live)),
      side_file_(side_file),
      recogniser_(live_),
      examiner_(definition, projector, live_, side_file, findings, first_row_id),
      relay_(relay_depth, [this](Batch& batch) { examiner_.examine(batch); }) {}

}  // namespace nightjar::comparing
