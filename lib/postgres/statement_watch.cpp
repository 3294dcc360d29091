#include "postgres/statement_watch.hpp"

#include <array>
#include <chrono>
#include <stop_token>
#include <utility>

namespace nightjar::postgres {
namespace {

constexpr std::chrono::milliseconds between_calls{200};

}  // namespace

StatementWatch::StatementWatch(PGconn* session, std::function<void()> act)
    : cancel_(PQgetCancel(session)),
      act_(std::move(act)),
      thread_([this](const std::stop_token& stop) { watch(stop); }) {}

void StatementWatch::begin() {
  const std::lock_guard lock(mutex_);
  is_under_way_ = true;
  changed_.notify_all();
}

void StatementWatch::end() {
  std::unique_lock lock(mutex_);
  is_under_way_ = false;
  changed_.notify_all();
  changed_.wait(lock, [this] { return !is_calling_; });
  if (const auto thrown = std::exchange(thrown_, nullptr)) std::rethrow_exception(thrown);
}

void StatementWatch::watch(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stop, [this] { return is_under_way_; })) {
    const auto is_over = [this] { return !is_under_way_ || thrown_; };
    if (changed_.wait_for(lock, stop, between_calls, is_over) || stop.stop_requested()) {
      // Of a statement that is being cancelled only the end is waited for.
      changed_.wait(lock, stop, [this] { return !is_under_way_; });
      continue;
    }
    is_calling_ = true;
    lock.unlock();
    call();
    lock.lock();
    is_calling_ = false;
    changed_.notify_all();
  }
}

void StatementWatch::call() {
  try {
    act_();
  } catch (...) {
    thrown_ = std::current_exception();
    std::array<char, 256> complaint{};
    PQcancel(cancel_.get(), complaint.data(), complaint.size());
  }
}

}  // namespace nightjar::postgres
