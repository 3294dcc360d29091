#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "comparing/batch.hpp"
#include "comparing/last_dump_predictor.hpp"
#include "comparing/live_parents.hpp"
#include "comparing/part.hpp"
#include "comparing/raw_matcher.hpp"
#include "feed/expander.hpp"
#include "feed/record.hpp"

namespace nightjar::comparing {

/// The first half of a comparison of a child feed. A record that is the same as last night lists
/// the rows of its elements, and nothing is parsed. Any other is expanded, and each of its elements
/// is matched as a record of its own. The record has an ordinal too, before those of its elements.
class ParentMatcher {
 public:
  /// Takes a full batch, and returns one whose memory may be used again.
  using HandOn = std::function<Batch(Batch full)>;

  /// Keeps references to the first two.
  ParentMatcher(RawMatcher& elements, LiveParents& parents)
      : elements_(elements), parents_(parents), predictor_(parents.records()) {}

  /// Begins a file of the dump, with its expander. `form`: see RawMatcher::begin_part(). Elements
  /// have the same form in all files.
  void begin_part(const Fingerprint& form, std::unique_ptr<feed::Expander> expander);

  /// For the reader of the dump.
  [[nodiscard]] feed::RecordPredictor& predictor() { return predictor_; }

  /// Hands on one batch, or several if the records have many elements: memory is limited, however
  /// often the values of a record are repeated in its elements.
  void match(std::span<const feed::Record> records, const RawMatcher::LineOf& line_of, Batch spent,
             const HandOn& hand_on);

  /// For each file, in their order.
  [[nodiscard]] const std::vector<LastParents>& ends() const { return ends_; }
  /// As Expander::records_with_dropped_elements(), of all files.
  [[nodiscard]] std::vector<std::uint64_t> records_with_dropped_elements() const;

 private:
  /// Where the elements go.
  struct Outlet {
    const RawMatcher::LineOf& line_of;
    const HandOn& hand_on;
    Batch batch;
  };

  void take(const feed::Record& record, Outlet& outlet);
  std::optional<std::size_t> find(const feed::Record& record, const Fingerprint& bytes);
  void take_known(std::size_t parent, const Fingerprint& bytes, std::size_t length, Outlet& outlet);
  void expand(const feed::Record& record, const Fingerprint& bytes, Outlet& outlet);
  void hand_on_if_full(Outlet& outlet);

  RawMatcher& elements_;
  LiveParents& parents_;
  std::unique_ptr<feed::Expander> expander_;  ///< of the current file
  LastDumpPredictor predictor_;
  Fingerprint form_;
  std::vector<LastParents> ends_;
  std::vector<std::uint64_t> dropped_;  ///< in earlier files
};

}  // namespace nightjar::comparing
