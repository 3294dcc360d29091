#pragma once

#include "comparing/live_rows.hpp"
#include "feed/record_predictor.hpp"

namespace nightjar::comparing {

/// Predicts the next records for a reader from the live rows: their lengths and their fingerprints,
/// in last night's order.
///
/// The reader is one block ahead of the matcher, so the predictor has a position of its own.
class LastDumpPredictor : public feed::RecordPredictor {
 public:
  explicit LastDumpPredictor(const LiveRows& live) : live_(live) {}

  std::optional<Hit> predict(std::string_view text, MayEnd may_end) override;

  /// The next records are of this form: see RawMatcher::begin_part().
  void expect_form(const Fingerprint& form) { form_ = form; }
  /// A block has been matched: the next begins at its end.
  void go_on() { expected_ = live_.expected(); }
  /// The fingerprints of the live rows change their meaning: they are not used any more.
  void forget() { is_forgotten_ = true; }

 private:
  const LiveRows& live_;
  std::size_t expected_ = 0;
  bool is_forgotten_ = false;
  Fingerprint form_;
};

}  // namespace nightjar::comparing
