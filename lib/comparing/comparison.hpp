#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "base/relay.hpp"
#include "comparing/batch.hpp"
#include "comparing/examiner.hpp"
#include "comparing/findings.hpp"
#include "comparing/live_rows.hpp"
#include "comparing/parser.hpp"
#include "comparing/recogniser.hpp"
#include "comparing/side_file.hpp"
#include "feed/definition.hpp"
#include "feed/projector.hpp"
#include "feed/record.hpp"

namespace nightjar::comparing {

/// Holds a dump, as it streams past, against what is live. What can be recognised by its bytes is,
/// on the caller's thread; the rest is parsed on others, side by side, and then examined in order,
/// so that reading overlaps with parsing and both with the COPY into PostgreSQL.
class Comparison {
 public:
  /// Makes a projector for the dump at hand; called once for each thread that parses.
  using MakeProjector = std::function<std::unique_ptr<feed::Projector>()>;

  /// Keeps references to all but `live`. `first_row_id` is the first that no row bears yet.
  Comparison(const feed::Definition& definition, const MakeProjector& make_projector, LiveRows live,
             SideFileWriter& side_file, Findings& findings, std::int64_t first_row_id);

  /// For the reader of the dump.
  [[nodiscard]] feed::Recollection& recollection() { return recogniser_.recollection(); }

  void take(std::span<const feed::Record> records, const Recogniser::LineOf& line_of) {
    relay_.push(recogniser_.recognise(records, line_of, relay_.spent()));
  }
  /// Waits until all that was taken has been examined.
  void finish() { relay_.finish(); }

  // What was found, once it is finished.
  [[nodiscard]] const feed::Definition& definition() const { return definition_; }
  [[nodiscard]] const LiveRows& live() const { return live_; }
  [[nodiscard]] const Recogniser& recogniser() const { return recogniser_; }
  [[nodiscard]] const Examiner& examiner() const { return examiner_; }
  [[nodiscard]] SideFileWriter& side_file() { return side_file_; }
  /// By column, of the records that were parsed: see feed::Projector::several().
  [[nodiscard]] std::vector<std::uint64_t> several() const;

 private:
  const feed::Definition& definition_;
  LiveRows live_;
  SideFileWriter& side_file_;
  Recogniser recogniser_;
  Examiner examiner_;
  std::vector<std::shared_ptr<Parser>> parsers_;
  Relay<Batch> relay_;  ///< last: its threads use the rest
};

}  // namespace nightjar::comparing
