#include "postgres/wal_pump.hpp"

#include <chrono>
#include <exception>
#include <utility>

#include "postgres/connection.hpp"

namespace nightjar::postgres {
namespace {

/// Many a night is over before: it is not worth a session.
constexpr std::chrono::milliseconds at_first{100};

/// A first load fills 16 MB of log in 35 ms, a night in 50.
constexpr std::chrono::milliseconds between{10};

constexpr const char* hurry = "SET synchronous_commit = off";

/// Takes a transaction number and nothing else: a commit that changes nothing, which is of no
/// interest to whoever decodes the log.
constexpr const char* commit_little = "SELECT pg_current_xact_id()";

}  // namespace

WalPump::WalPump(std::string url, std::string application_name)
    : url_(std::move(url)),
      application_name_(std::move(application_name)),
      thread_([this] { run(); }) {}

WalPump::~WalPump() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

bool WalPump::waited(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return !changed_.wait_for(lock, time, [&] { return is_over_; });
}

void WalPump::run() {
  try {
    if (!waited(at_first)) return;
    Connection session(url_, application_name_);
    session.query(hurry);
    do session.query(commit_little);
    while (waited(between));
  } catch (const std::exception&) {
    // What has ended this session ends the night's, too, or harms nobody.
  }
}

}  // namespace nightjar::postgres
