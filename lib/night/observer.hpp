#pragma once

#include <cstdint>
#include <string_view>

namespace nightjar::night {

/// Who watches a night: the progress bar of a terminal, the log of the daemon. Called from the
/// night's own thread, about once a megabyte.
class Observer {
 public:
  virtual ~Observer() = default;
  /// A stage of the night begins; `feed` is empty where it concerns them all.
  virtual void stage(std::string_view stage, std::string_view feed) = 0;
  virtual void progress(std::uint64_t bytes_done, std::uint64_t bytes_in_all) = 0;
  /// Something that an operator should know and that stops nothing.
  virtual void notice(std::string_view feed, std::string_view text) = 0;
};

}  // namespace nightjar::night
