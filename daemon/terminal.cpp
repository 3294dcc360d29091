#include "terminal.hpp"

#include "base/format.hpp"
#include "console/words.hpp"

namespace nightjar::daemon {
namespace {

using console::bytes_text;

constexpr std::size_t wide_terminal = 100;
constexpr std::size_t wide_bar = 30;
constexpr std::size_t narrow_bar = 10;
/// In a narrower terminal there is room for a percentage only.
constexpr std::size_t room_for_bar = 60;

std::string bar(int percent, std::size_t width) {
  const std::size_t filled = static_cast<std::size_t>(percent) * width / 100;
  return std::string(filled, '=') + std::string(width - filled, ' ');
}

}  // namespace

Terminal::~Terminal() { console_.end_progress(); }

void Terminal::interrupted(std::int64_t run_id, std::string_view error) {
  console_.notice(fmt::format("run {} is closed as failed: {}", run_id, error));
}

void Terminal::stage(std::string_view stage, std::string_view feed) {
  heading_ = feed.empty() ? std::string(stage) : fmt::format("{}: {}", feed, stage);
  shown_percent_ = -1;
  console_.progress(heading_);
}

void Terminal::progress(std::uint64_t bytes_done, std::uint64_t bytes_in_all) {
  if (bytes_in_all == 0 || !console_.progress_moves()) return;
  const int percent =
      static_cast<int>(100.0 * static_cast<double>(bytes_done) / static_cast<double>(bytes_in_all));
  if (percent == shown_percent_) return;
  shown_percent_ = percent;
  const std::size_t width = console_.progress_width();
  if (width < room_for_bar) return console_.progress(heading_, fmt::format(" {:3} %", percent));
  const std::string shown = bar(percent, width < wide_terminal ? narrow_bar : wide_bar);
  console_.progress(heading_, fmt::format(" [{}] {:3} %  {} of {}", shown, percent,
                                          bytes_text(bytes_done), bytes_text(bytes_in_all)));
}

void Terminal::notice(std::string_view feed, std::string_view text) {
  console_.notice(fmt::format("{}: {}", feed, text));
}

}  // namespace nightjar::daemon
