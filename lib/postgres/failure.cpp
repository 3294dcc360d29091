#include "postgres/failure.hpp"

#include <array>
#include <optional>
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

constexpr auto check_login = "check user, password and pg_hba.conf";

/// The first match counts. Codes: PostgreSQL's appendix "Error Codes".
constexpr std::array advices{
    Advice{"42P01", Act::configure, "run `nightjar migrate`: the database lacks a table"},
    Advice{"42703", Act::configure, "run `nightjar migrate`: the database lacks a column"},
    Advice{"42883", Act::configure, "run `nightjar migrate`: the database lacks a function"},
    Advice{"3F000", Act::configure, "run `nightjar migrate`: the database lacks a schema"},
    Advice{"42501", Act::configure,
           "grant this user the role nightjar_loader (to run nights) or nightjar_ops (to look)"},
    Advice{"25006", Act::configure,
           "the server is a standby or set to read only: let `database:` name the primary server "
           "(target_session_attrs=read-write finds it among several hosts)"},
    Advice{"3D000", Act::configure, "create the database, or correct its name"},
    Advice{"28", Act::configure, check_login},
    Advice{"53100", Act::configure, "free space on the database's disk; nothing was changed"},
    Advice{"53", Act::retry, "the server is short of memory or connections; try again"},
    Advice{"08P01", Act::configure,
           "the pooler accepts no settings at the start of a session: remove `options` from the "
           "connection string and PGOPTIONS out of the environment"},
    Advice{"08", Act::retry,
           "check that PostgreSQL is running, and that `database:` names its host and port"},
    Advice{"57P", Act::retry, "PostgreSQL was stopped or restarted; try again"},
    Advice{"57014", Act::report, "a statement was cancelled by a timeout or a person"},
    Advice{"40", Act::retry, "two transactions conflicted; try again"},
    Advice{"22P05", Act::configure,
           "the database's encoding cannot hold every character: create it with ENCODING 'UTF8'"},
    Advice{"55P03", Act::retry, "another session holds a lock on the table; try again"},
};

/// A failure to connect has no code, only the English text of the server and of libpq.
struct Sign {
  std::string_view words;
  Advice advice;
};

constexpr auto name_the_authority =
    "in the connection string, let sslrootcert= name the certificate of the authority that signed "
    "the server's certificate";
constexpr auto not_postgresql =
    "no PostgreSQL answers at this port, but something else: correct host and port of `database:`";
constexpr auto name_the_client =
    "let sslcert= and sslkey= of the connection string name this client's certificate and key, "
    "readable by this user alone";

/// The first match counts: the later message of a second attempt, without TLS, is not the cause.
constexpr std::array signs{
    Sign{"root certificate file", {"08001", Act::configure, name_the_authority}},
    Sign{"certificate verify failed", {"08001", Act::configure, name_the_authority}},
    Sign{"does not match host name",
         {"08001", Act::configure,
          "let the connection string name the server by the host name that its certificate is for, "
          "or verify only who signed it: sslmode=verify-ca"}},
    Sign{"server does not support SSL",
         {"08001", Act::configure,
          "have TLS switched on in the server (ssl = on in postgresql.conf); or, where the network "
          "is trusted, do without it: sslmode=prefer"}},
    Sign{"requires a valid client certificate", {"28000", Act::configure, name_the_client}},
    Sign{"private key file", {"08001", Act::configure, name_the_client}},
    Sign{"certificate file", {"08001", Act::configure, name_the_client}},
    Sign{"received invalid response to SSL negotiation", {"08001", Act::configure, not_postgresql}},
    Sign{"expected authentication request", {"08001", Act::configure, not_postgresql}},
    Sign{"wrong version number", {"08001", Act::configure, not_postgresql}},
    Sign{"Peer authentication failed",
         {"28000", Act::configure,
          "over this socket a user of the machine is the user of the same name in the database: "
          "run as that user, or change the line `peer` of pg_hba.conf"}},
    Sign{"is not permitted to log in",
         {"28000", Act::configure,
          "connect as a user of your own that may log in, and let it run nights: GRANT "
          "nightjar_loader TO that user"}},
    Sign{", SSL encryption", {"28000", Act::configure, check_login}},
    Sign{", no encryption",
         {"28000", Act::configure,
          "pg_hba.conf does not allow connections without TLS from here, or not this user to this "
          "database: write sslmode=require, or have a line added"}},
    Sign{"permission denied for database",
         {"42501", Act::configure, "have its owner run: GRANT CONNECT ON DATABASE … TO this user"}},
    Sign{"could not translate host name",
         {"08001", Act::retry,
          "check the host name in `database:`, and that this machine's DNS "
          "answers"}},
};
/// The code if no other sign matches.
std::string_view guess_sqlstate(std::string_view message) {
  const auto says = [&](std::string_view words) { return message.find(words) != message.npos; };
  if (says("authentication failed") || says("no password supplied")) return "28P01";
  if (says("pg_hba.conf") || says("role \"")) return "28000";
  if (says("database \"") && says("does not exist")) return "3D000";
  if (says("unsupported startup parameter")) return "08P01";
  if (says("too many clients") || says("remaining connection slots")) return "53300";
  if (says("starting up") || says("shutting down")) return "57P03";
  return "08006";
}

std::optional<Advice> advice_by_words(std::string_view message) {
  for (const Sign& sign : signs) {
    if (message.find(sign.words) != message.npos) return sign.advice;
  }
  return std::nullopt;
}

std::optional<Advice> advice_by_code(std::string_view sqlstate) {
  for (const Advice& advice : advices) {
    if (sqlstate.starts_with(advice.sqlstate)) return advice;
  }
  return std::nullopt;
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
  const auto by_words = sqlstate.empty() ? advice_by_words(message) : std::nullopt;
  const std::string_view code = by_words           ? by_words->sqlstate
                                : sqlstate.empty() ? guess_sqlstate(message)
                                                   : sqlstate;
  const auto advice = by_words ? by_words : advice_by_code(code);
  const std::string text = "PostgreSQL: " + trimmed(message);
  if (!advice) raise<Error>(text, {}, code);
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
