#pragma once

#include <string>
#include <thread>

namespace nightjar::postgres {

/// Has PostgreSQL's WAL writer write the log out while somebody fills it, from construction to
/// destruction, with a session of its own.
///
/// By itself the WAL writer looks five times a second. A large transaction fills `wal_buffers`
/// (16 MB at most, where nobody has set it) sooner than that, and from then on writes each page of
/// the log itself before it can go on. Every asynchronous commit wakes the WAL writer
/// (XLogSetAsyncXactLSN), so this session commits a few bytes now and then.
///
/// It only saves time: where it cannot work, for want of a session say, it does not. Its end waits
/// for the statement that is under way.
class WalPump {
 public:
  WalPump(std::string url, std::string application_name);

 private:
  std::jthread thread_;
};

}  // namespace nightjar::postgres
