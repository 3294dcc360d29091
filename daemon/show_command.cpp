#include "commands.hpp"
#include "health/night.hpp"
#include "ledger_connection.hpp"
#include "night_text.hpp"

namespace nightjar::daemon {

ExitCode show(const config::Settings& settings, std::int64_t run_id, Console& console) {
  LedgerConnection ledger(settings, "show");
  const health::NightDetail night = health::night(ledger.database(), run_id);
  if (console.output() == console::Output::text) {
    console.say(text_of(night, console.width()));
  } else {
    console.answer(night.json);
  }
  return ExitCode::done;
}

}  // namespace nightjar::daemon
