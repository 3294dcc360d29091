#include "postgres/failure.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/error.hpp"

namespace nightjar::postgres {
namespace {

enum class Act { retry, configure, report };

struct Advice {
  std::string_view sqlstate;  ///< a code, or the two letters of its class
  Act act;
  std::string_view remedy;
};

/// The first that fits counts. Codes: PostgreSQL's appendix "Error Codes".
constexpr std::array advices{
    Advice{"42P01", Act::configure, "run `nightjar migrate`: the database lacks a table"},
    Advice{"42703", Act::configure, "run `nightjar migrate`: the database lacks a column"},
    Advice{"42883", Act::configure, "run `nightjar migrate`: the database lacks a function"},
    Advice{"3F000", Act::configure, "run `nightjar migrate`: the database lacks a schema"},
    Advice{"42501", Act::configure,
           "grant this user the role nightjar_loader (to run nights) or nightjar_ops (to look)"},
    Advice{"3D000", Act::configure, "create the database, or correct its name"},
    Advice{"28", Act::configure, "check user, password and pg_hba.conf"},
    Advice{"53100", Act::configure, "free space on the database's disk; nothing was changed"},
    Advice{"53", Act::retry, "the server is short of memory or connections; try again"},
    Advice{"08P01", Act::configure,
           "the pooler takes no settings at the start of a session: take `options` out of the "
           "connection string and PGOPTIONS out of the environment"},
    Advice{"08", Act::retry, "check that PostgreSQL is running and reachable"},
    Advice{"57P", Act::retry, "PostgreSQL was stopped or restarted; try again"},
    Advice{"57014", Act::report, "a statement was cancelled by a timeout or a person"},
    Advice{"40", Act::retry, "two transactions got in each other's way; try again"},
    Advice{"22P05", Act::configure,
           "the database's encoding cannot hold every character: create it with ENCODING 'UTF8'"},
    Advice{"55P03", Act::retry, "somebody holds a lock on the table; try again"},
};

/// A failure to connect comes without a code: the server's English words are all there is.
std::string_view guess_sqlstate(std::string_view message) {
  const auto says = [&](std::string_view words) { return message.find(words) != message.npos; };
  if (says("authentication failed") || says("no password supplied")) return "28P01";
  if (says("no pg_hba.conf entry") || says("role \"")) return "28000";
  if (says("database \"") && says("does not exist")) return "3D000";
  if (says("unsupported startup parameter")) return "08P01";
  if (says("too many clients") || says("remaining connection slots")) return "53300";
  if (says("starting up") || says("shutting down")) return "57P03";
  return "08006";
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  return std::string(text);
}

template <class Kind>
[[noreturn]] void raise(std::string message, std::string_view remedy, std::string_view sqlstate) {
  Kind error(std::move(message), std::string(remedy));
  error.set_sqlstate(sqlstate);
  throw error;
}

}  // namespace

void throw_failure(std::string_view message, std::string_view sqlstate) {
  const std::string_view code = sqlstate.empty() ? guess_sqlstate(message) : sqlstate;
  const auto advice = std::find_if(advices.begin(), advices.end(), [&](const Advice& known) {
    return code.starts_with(known.sqlstate);
  });
  const std::string text = "PostgreSQL: " + trimmed(message);
  if (advice == advices.end()) raise<Error>(text, {}, code);
  switch (advice->act) {
    case Act::retry:
      raise<Transient>(text, advice->remedy, code);
    case Act::configure:
      raise<Misconfigured>(text, advice->remedy, code);
    case Act::report:
      break;
  }
  raise<Error>(text, advice->remedy, code);
}

}  // namespace nightjar::postgres
