#pragma once

#include "comparing/live_rows.hpp"
#include "feed/record_predictor.hpp"

namespace nightjar::comparing {

/// What the live rows tell a reader of the records that probably come next: their lengths and
/// their fingerprints, in last night's order.
///
/// The reader is a block ahead of those who recognise, so this one keeps a place of its own.
class LastDumpPredictor : public feed::RecordPredictor {
 public:
  explicit LastDumpPredictor(const LiveRows& live) : live_(live) {}

  std::optional<Hit> predict(std::string_view text, MayEnd may_end) override;

  /// A block has been recognised: the next begins where it ended.
  void go_on() { expected_ = live_.expected(); }
  /// The live rows come to mean something else: they are not looked at any more.
  void forget() { is_forgotten_ = true; }

 private:
  const LiveRows& live_;
  std::size_t expected_ = 0;
  bool is_forgotten_ = false;
};

}  // namespace nightjar::comparing
