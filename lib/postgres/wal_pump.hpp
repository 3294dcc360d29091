#pragma once

#include <string>
#include <thread>

namespace nightjar::postgres {

/// Makes PostgreSQL's WAL writer flush the WAL while another session fills it, from construction to
/// destruction, with a session of its own.
///
/// By default the WAL writer runs five times per second. A large transaction fills `wal_buffers`
/// (16 MB at most, unless it is set) sooner than that, and from then on writes each page of the WAL
/// itself before it can continue. Every asynchronous commit wakes the WAL writer
/// (XLogSetAsyncXactLSN), so this session commits a few bytes now and then.
///
/// It only saves time: if it cannot work, for example because there is no free session, it does
/// nothing. Its end waits for the statement that is running.
class WalPump {
 public:
  WalPump(std::string url, std::string application_name);

 private:
  std::jthread thread_;
};

}  // namespace nightjar::postgres
