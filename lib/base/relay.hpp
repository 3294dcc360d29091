#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace nightjar {

/// Passes items to other threads, with at most `depth` of them waiting: the faster side waits for
/// the other, so memory is bounded. Work that takes long and needs no order is done by `prepare`,
/// one thread for each; `deliver` then receives the items one at a time, in the order of push(). A
/// thread whose item's turn has not come takes the next item: as many prepared items as there are
/// threads may wait for their turn.
template <class Item>
class Relay {
 public:
  using Act = std::function<void(Item&)>;

  Relay(std::size_t depth, std::vector<Act> prepare, Act deliver)
      : depth_(depth), prepared_at_most_(prepare.size()), deliver_(std::move(deliver)) {
    for (Act& act : prepare) threads_.emplace_back([this, act = std::move(act)] { run(act); });
  }
  /// Discards waiting items, unless finish() was called first.
  ~Relay() {
    {
      const std::lock_guard lock(mutex_);
      waiting_.clear();
      finished_ = true;
    }
    changed_.notify_all();
    join();
  }
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;

  /// An item that has been delivered, for reuse: allocating new memory costs a large part of
  /// filling it. A new one if there is none.
  Item spent() {
    const std::lock_guard lock(mutex_);
    if (spent_.empty()) return {};
    Item item = std::move(spent_.back());
    spent_.pop_back();
    return item;
  }
  /// Rethrows an exception of one of the functions, if there was one.
  void push(Item item) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_.size() < depth_ || failure_; });
    if (failure_) std::rethrow_exception(failure_);
    waiting_.push_back(std::move(item));
    lock.unlock();
    changed_.notify_all();
  }
  /// Waits until all items have been delivered; rethrows an exception of one of the functions.
  void finish() {
    {
      const std::lock_guard lock(mutex_);
      finished_ = true;
    }
    changed_.notify_all();
    join();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void run(const Act& prepare) {
    try {
      while (take_one(prepare)) {
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
    }
    changed_.notify_all();
  }

  bool take_one(const Act& prepare) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] {
      return failure_ || (waiting_.empty() ? finished_ : prepared_.size() < prepared_at_most_);
    });
    if (waiting_.empty() || failure_) return false;
    Item item = std::move(waiting_.front());
    waiting_.pop_front();
    const std::uint64_t turn = taken_++;
    lock.unlock();
    changed_.notify_all();
    prepare(item);
    lock.lock();
    prepared_.emplace(turn, std::move(item));
    if (!is_delivering_) deliver_prepared(lock);
    return true;
  }

  /// The thread that finds the next item in turn delivers it, and those that are ready by then; no
  /// thread waits for another's.
  void deliver_prepared(std::unique_lock<std::mutex>& lock) {
    is_delivering_ = true;
    while (!prepared_.empty() && prepared_.begin()->first == delivered_ && !failure_) {
      Item item = std::move(prepared_.extract(prepared_.begin()).mapped());
      lock.unlock();
      deliver_(item);
      lock.lock();
      ++delivered_;
      spent_.push_back(std::move(item));
      changed_.notify_all();
    }
    is_delivering_ = false;
  }

  void join() {
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }

  const std::size_t depth_;
  const std::size_t prepared_at_most_;
  Act deliver_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Item> waiting_;
  std::map<std::uint64_t, Item> prepared_;  ///< by their turns, which have not come yet
  std::vector<Item> spent_;
  std::uint64_t taken_ = 0;
  std::uint64_t delivered_ = 0;
  bool is_delivering_ = false;
  bool finished_ = false;
  std::exception_ptr failure_;
  std::vector<std::thread> threads_;
};

}  // namespace nightjar
