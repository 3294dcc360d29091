#include "schema/lock_wait.hpp"

#include <algorithm>
#include <thread>

#include "base/error.hpp"
#include "base/format.hpp"
#include "schema/sql.hpp"

namespace nightjar::schema {
namespace {

bool is_about_locks(const Error& error) {
  return error.sqlstate() == "55P03" || error.sqlstate() == "40P01";
}

std::string seconds(std::chrono::milliseconds time) {
  return fmt::format("{:g} s", std::chrono::duration<double>(time).count());
}

std::string in_the_way(const LockWatch& watch) {
  return watch.blockers().empty() ? "a session that has gone since" : watch.blockers();
}

[[noreturn]] void give_up(const std::string& what, const LockTimeouts& patience,
                          const LockWatch& watch, const Error& error) {
  Transient failure(
      fmt::format("{}: got no lock in {} tries of {}; in the way is {}", what, patience.tries,
                  seconds(patience.lock_timeout), in_the_way(watch)),
      fmt::format(
          "wait until it is done{}; then run `nightjar migrate` again, which goes on from here",
          watch.ends().empty() ? "" : ", or end it: " + watch.ends()));
  failure.set_sqlstate(error.sqlstate());
  throw failure;
}

}  // namespace

LockWatch::LockWatch(postgres::Connection& watched)
    : watched_(watched), pid_(watched.query("SELECT pg_backend_pid()").text(0, 0)) {
  watched_.while_waiting([this] { look(); });
}

LockWatch::~LockWatch() { watched_.while_waiting({}); }

void LockWatch::look() {
  try {
    if (!own_) own_ = watched_.sibling("nightjar migrate, looking for locks");
    const postgres::Result found = own_->query(sql::blockers, {pid_});
    if (found.empty()) return;
    blockers_.clear();
    ends_.clear();
    for (std::size_t row = 0; row < found.size(); ++row) {
      blockers_ += (row == 0 ? "" : "; ") + found.text(row, 0);
      if (found.integer(row, 1) == 0) continue;
      ends_ += fmt::format("{}SELECT pg_terminate_backend({});", ends_.empty() ? "" : " ",
                           found.text(row, 1));
    }
  } catch (const Error&) {
    // Without a second session the blocking one cannot be named; the migration continues.
  }
}

void with_patience(const std::string& what, const LockTimeouts& patience, const LockWatch& watch,
                   const Tell& tell, const std::function<void()>& act) {
  std::chrono::milliseconds pause = patience.first_pause;
  for (int attempt = 1;; ++attempt) {
    try {
      return act();
    } catch (const Transient& error) {
      if (!is_about_locks(error)) throw;
      if (attempt >= patience.tries) give_up(what, patience, watch, error);
    }
    tell(fmt::format("{} waits for {}; others may pass, next try in {}", what, in_the_way(watch),
                     seconds(pause)));
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, patience.longest_pause);
  }
}

}  // namespace nightjar::schema
