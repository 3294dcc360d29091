#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace nightjar {

/// Hands items to a function that runs on a thread of its own, in order, with at most `depth` of
/// them waiting: whoever is ahead waits for the other, so memory stays bounded.
template <class Item>
class Relay {
 public:
  Relay(std::size_t depth, std::function<void(Item&)> consume)
      : depth_(depth), consume_(std::move(consume)), thread_([this] { run(); }) {}
  /// Gives up what is still waiting, unless finish() came first.
  ~Relay() {
    {
      const std::lock_guard lock(mutex_);
      waiting_.clear();
      finished_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
  }
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;

  /// Throws what the function has thrown, if it has.
  void push(Item item) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_.size() < depth_ || failure_; });
    if (failure_) std::rethrow_exception(failure_);
    waiting_.push_back(std::move(item));
    lock.unlock();
    changed_.notify_all();
  }
  /// Waits until all items have been taken; throws what the function has thrown, if it has.
  void finish() {
    {
      const std::lock_guard lock(mutex_);
      finished_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void run() {
    try {
      while (true) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return !waiting_.empty() || finished_; });
        if (waiting_.empty()) return;
        Item item = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        changed_.notify_all();
        consume_(item);
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      failure_ = std::current_exception();
    }
    changed_.notify_all();
  }

  std::size_t depth_;
  std::function<void(Item&)> consume_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Item> waiting_;
  bool finished_ = false;
  std::exception_ptr failure_;
  std::thread thread_;  ///< last: it uses all of the above
};

}  // namespace nightjar
