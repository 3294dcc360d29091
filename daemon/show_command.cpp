#include "commands.hpp"
#include "ledger/run_detail.hpp"
#include "ledger_connection.hpp"
#include "night_text.hpp"

namespace nightjar::daemon {

ExitCode show(const config::Settings& settings, std::int64_t run_id, Console& console) {
  LedgerConnection connection(settings, "show");
  const ledger::RunDetail night = ledger::run_detail(connection.database(), run_id);
  if (console.output() == console::Output::text) {
    console.say(text_of(night, console.width()));
  } else {
    console.answer(night.json);
  }
  return ExitCode::done;
}

}  // namespace nightjar::daemon
