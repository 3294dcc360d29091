#include "postgres/wal_pump.hpp"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <stop_token>
#include <utility>

#include "postgres/connection.hpp"
#include "postgres/session.hpp"

namespace nightjar::postgres {
namespace {

/// Many nights end before this: they are not worth a session.
constexpr std::chrono::milliseconds at_first{100};

/// A first load fills 16 MB of WAL in 35 ms, a night in 50.
constexpr std::chrono::milliseconds between{10};

/// Takes a transaction number and nothing else: a commit that changes nothing, and that logical
/// decoding ignores.
constexpr const char* commit_little = "SELECT pg_current_xact_id()";

void pump(const std::stop_token& stop, const std::string& url,
          const std::string& application_name) {
  std::mutex mutex;
  std::condition_variable_any stopped;
  const auto may_go_on_after = [&](std::chrono::milliseconds time) {
    std::unique_lock lock(mutex);
    return !stopped.wait_for(lock, stop, time, [&] { return stop.stop_requested(); });
  };
  try {
    if (!may_go_on_after(at_first)) return;
    Connection session(url, application_name);
    session.query(asynchronous_commit);
    do session.query(commit_little);
    while (may_go_on_after(between));
  } catch (const std::exception&) {
    // Whatever ended this session ends the night's too, or does no harm.
  }
}

}  // namespace

WalPump::WalPump(std::string url, std::string application_name)
    : thread_(pump, std::move(url), std::move(application_name)) {}

}  // namespace nightjar::postgres
