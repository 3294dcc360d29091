#include "comparing/comparison.hpp"

#include <utility>
#include <vector>

#include "comparing/parser.hpp"

namespace nightjar::comparing {
namespace {

/// Batches that may wait, each of about a megabyte of the dump: enough to even out the two sides.
constexpr std::size_t relay_depth = 3;

/// Parsing is the dearest part where all has to be parsed: with two threads it keeps up with a COPY
/// on another core, and more would only take cores from PostgreSQL.
constexpr int parsers = 2;

std::vector<Relay<Batch>::Act> make_parsers(const feed::Definition& definition,
                                            const Comparison::MakeProjector& make_projector,
                                            const feed::SizeBound& size_bound) {
  std::vector<Relay<Batch>::Act> acts;
  for (int i = 0; i < parsers; ++i) {
    acts.emplace_back([parser = std::make_shared<Parser>(definition, make_projector(), size_bound)](
                          Batch& batch) { parser->parse(batch); });
  }
  return acts;
}

}  // namespace

Comparison::Comparison(const feed::Definition& definition, const MakeProjector& make_projector,
                       LiveRows live, SideFileWriter& side_file, Findings& findings,
                       std::int64_t first_row_id)
    : definition_(definition),
      live_(std::move(live)),
      side_file_(side_file),
      recogniser_(live_, definition.kind),
      examiner_(definition, live_, side_file, findings, first_row_id),
      relay_(relay_depth, make_parsers(definition, make_projector, findings.size_bound()),
             [this](Batch& batch) { examiner_.examine(batch); }) {}

}  // namespace nightjar::comparing
