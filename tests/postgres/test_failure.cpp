#include <string>

#include "base/error.hpp"
#include "postgres/failure.hpp"
#include "support/catch.hpp"

using Catch::Contains;
using nightjar::Error;
using nightjar::Misconfigured;
using nightjar::Transient;
using nightjar::postgres::throw_failure;

namespace {

enum class Act { retry, configure, report };

Act act_wanted(const Error& error) {
  if (dynamic_cast<const Transient*>(&error) != nullptr) return Act::retry;
  if (dynamic_cast<const Misconfigured*>(&error) != nullptr) return Act::configure;
  return Act::report;
}

struct Case {
  const char* message;
  const char* sqlstate;
  Act act;
  const char* known_as;  ///< the code of the error
  const char* remedy;
};

}  // namespace

TEST_CASE("A failure of PostgreSQL says whether to wait, to configure or to report it") {
  const Case cases[] = {
      {"relation \"x\" does not exist", "42P01", Act::configure, "42P01", "nightjar migrate"},
      {"permission denied for table x", "42501", Act::configure, "42501", "nightjar_loader"},
      {"could not extend file: No space left on device", "53100", Act::configure, "53100",
       "free space"},
      {"sorry, too many clients already", "53300", Act::retry, "53300", "try again"},
      {"deadlock detected", "40P01", Act::retry, "40P01", "try again"},
      {"could not serialize access", "40001", Act::retry, "40001", "try again"},
      {"canceling statement due to lock timeout", "55P03", Act::retry, "55P03", "lock"},
      {"terminating connection due to administrator command", "57P01", Act::retry, "57P01",
       "try again"},
      {"canceling statement due to user request", "57014", Act::report, "57014", "cancelled"},
      {"duplicate key value violates unique constraint", "23505", Act::report, "23505", ""},
      // What fails while connecting has no code, only words.
      {"FATAL:  password authentication failed for user \"a\"", "", Act::configure, "28P01",
       "password"},
      {"fe_sendauth: no password supplied", "", Act::configure, "28P01", "password"},
      {"FATAL:  role \"a\" does not exist", "", Act::configure, "28000", "user"},
      {"FATAL:  no pg_hba.conf entry for host", "", Act::configure, "28000", "pg_hba.conf"},
      {"FATAL:  database \"a\" does not exist", "", Act::configure, "3D000", "create the database"},
      {"FATAL:  the database system is starting up", "", Act::retry, "57P03", "try again"},
      {"FATAL:  the database system is shutting down", "", Act::retry, "57P03", "try again"},
      {"connection to server on socket failed: No such file or directory", "", Act::retry, "08006",
       "running"},
      {"server closed the connection unexpectedly", "", Act::retry, "08006", "running"},
      {"could not translate host name \"db\" to address: Name or service not known", "", Act::retry,
       "08001", "DNS"},
      {"FATAL:  Peer authentication failed for user \"a\"", "", Act::configure, "28000",
       "user of the same name"},
      {"FATAL:  no pg_hba.conf entry for host \"h\", user \"u\", database \"d\", no encryption", "",
       Act::configure, "28000", "sslmode=require"},
      {"FATAL:  no pg_hba.conf entry for host \"h\", user \"u\", database \"d\", SSL encryption\n"
       "FATAL:  no pg_hba.conf entry for host \"h\", user \"u\", database \"d\", no encryption",
       "", Act::configure, "28000", "check user, password and pg_hba.conf"},
      {"FATAL:  connection requires a valid client certificate", "", Act::configure, "28000",
       "sslcert="},
      {"private key file \"k\" has group or world access", "", Act::configure, "08001",
       "readable by this user alone"},
      {"FATAL:  permission denied for database \"d\"", "", Act::configure, "42501",
       "GRANT CONNECT ON DATABASE"},
  };
  for (const Case& one : cases) {
    INFO(one.message);
    try {
      throw_failure(one.message, one.sqlstate);
    } catch (const Error& error) {
      CHECK(act_wanted(error) == one.act);
      CHECK(error.sqlstate() == one.known_as);
      CHECK_THAT(error.what(), Contains(one.message));
      CHECK_THAT(error.remedy(), Contains(one.remedy));
    }
  }
}
