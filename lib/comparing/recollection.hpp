#pragma once

#include "comparing/live_rows.hpp"
#include "feed/recollection.hpp"

namespace nightjar::comparing {

/// What the live rows tell a reader of the records that probably come next: their lengths and
/// their fingerprints, in last night's order.
///
/// The reader is a block ahead of those who recognise, so this one keeps a place of its own.
class Recollection : public feed::Recollection {
 public:
  explicit Recollection(const LiveRows& live) : live_(live) {}

  std::optional<Hit> recall(std::string_view text, MayEnd may_end) override;

  /// A block has been recognised: the next begins where it ended.
  void go_on() { expected_ = live_.expected(); }
  /// The live rows mean something else now: nothing is recalled any more.
  void forget() { expected_ = live_.size(); }

 private:
  const LiveRows& live_;
  std::size_t expected_ = 0;
};

}  // namespace nightjar::comparing
