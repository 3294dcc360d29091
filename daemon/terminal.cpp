#include "terminal.hpp"

#include <cstdio>

#include <unistd.h>

#include "base/format.hpp"
#include "table.hpp"

namespace nightjar::daemon {
namespace {

constexpr int bar_width = 30;

}  // namespace

Terminal::Terminal() : is_terminal_(::isatty(STDERR_FILENO) == 1) {}

Terminal::~Terminal() { erase(); }

void Terminal::stage(std::string_view stage, std::string_view feed) {
  heading_ = feed.empty() ? std::string(stage) : format("{}: {}", feed, stage);
  shown_percent_ = -1;
  draw(heading_);
}

void Terminal::progress(std::uint64_t bytes_done, std::uint64_t bytes_in_all) {
  if (bytes_in_all == 0) return;
  const int percent =
      static_cast<int>(100.0 * static_cast<double>(bytes_done) / static_cast<double>(bytes_in_all));
  if (percent == shown_percent_) return;
  shown_percent_ = percent;
  const auto filled = static_cast<std::size_t>(percent * bar_width / 100);
  draw(format("{} [{}{}] {:3} %  {} of {}", heading_, std::string(filled, '='),
              std::string(bar_width - filled, ' '), percent, bytes_text(bytes_done),
              bytes_text(bytes_in_all)));
}

void Terminal::notice(std::string_view feed, std::string_view text) {
  erase();
  std::fputs(format("nightjar: notice: {}: {}\n", feed, text).c_str(), stderr);
}

void Terminal::draw(const std::string& line) {
  if (is_terminal_) std::fputs(format("\r\033[K{}", line).c_str(), stderr);
}

void Terminal::erase() { draw(""); }

}  // namespace nightjar::daemon
