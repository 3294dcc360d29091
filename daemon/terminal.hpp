#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "console/console.hpp"
#include "night/observer.hpp"

namespace nightjar::daemon {

/// Shows a night on standard error: a progress bar on a terminal, one line per stage if the
/// terminal cannot move the cursor, only notices in a pipe or a file.
class Terminal : public night::NightObserver {
 public:
  explicit Terminal(console::Console& console) : console_(console) {}
  ~Terminal() override;
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  void interrupted(std::int64_t run_id, std::string_view error) override;
  void stage(std::string_view stage, std::string_view feed) override;
  void progress(std::uint64_t bytes_done, std::uint64_t bytes_in_all) override;
  void notice(std::string_view feed, std::string_view text) override;

 private:
  console::Console& console_;
  std::string heading_;
  int shown_percent_ = -1;
};

}  // namespace nightjar::daemon
