#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include "base/error.hpp"
#include "base/format.hpp"
#include "commands.hpp"
#include "postgres/session.hpp"

namespace nightjar::daemon {
namespace {

/// The examples that the package installs.
constexpr const char* bundled_modules = "/usr/share/nightjar/datasets";
/// The role that owns the database and the tables. Nobody logs in as it.
constexpr const char* owner = "nightjar_owner";
/// The user of the service, its group, and the role of that name.
constexpr const char* service = "nightjar";

/// A command of the shell. Each may be repeated: what exists already stays.
struct Step {
  std::string purpose;
  std::string command;
  std::string remedy;  ///< if the command fails
};

std::string shell_quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

/// The steps, for one database and one settings file.
class Plan {
 public:
  Plan(const config::Settings& settings, const SetupOptions& options)
      : settings_(settings),
        options_(options),
        server_(postgres::server_of(settings.database_url)) {}

  [[nodiscard]] const postgres::Server& server() const { return server_; }

  [[nodiscard]] std::vector<Step> steps() const {
    std::vector<Step> steps{roles(), database()};
    for (const std::string& name : options_.modules) steps.push_back(module(name));
    steps.push_back(tables());
    steps.push_back(login());
    return steps;
  }

  /// It comes last and only tells: the source of a module that was just copied cannot be right yet.
  [[nodiscard]] Step check() const {
    return {"A look at everything that a night needs.", as_service("nightjar check"),
            fmt::format("follow the advice above, then: {}", as_service("nightjar check"))};
  }

 private:
  /// A program of PostgreSQL's administrator; on another machine the reader knows who that is.
  [[nodiscard]] std::string as_administrator(const std::string& command) const {
    return server_.is_local() ? fmt::format("runuser -u {} -- {}", options_.admin, command)
                              : command;
  }
  [[nodiscard]] std::string psql(const std::string& database) const {
    std::string command = "psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1";
    if (!server_.host.empty()) command += " --host=" + shell_quoted(server_.host);
    if (server_.port != "5432") command += " --port=" + shell_quoted(server_.port);
    return command + " --dbname=" + shell_quoted(database);
  }
  [[nodiscard]] std::string administrators_psql(const std::string& sql) const {
    return as_administrator(psql("postgres")) + " <<'SQL'\n" + sql + "SQL";
  }
  [[nodiscard]] std::string as_service(const std::string& command) const {
    return fmt::format("runuser -u {} -- env NIGHTJAR_CONFIG={} {}", service,
                       shell_quoted(settings_.file.string()), command);
  }

  /// psql's \gexec runs what a query gives: nothing if the object exists.
  static std::string create(const std::string& statement, const std::string& existing) {
    return fmt::format("SELECT $${}$$ WHERE NOT EXISTS ({}) \\gexec\n", statement, existing);
  }
  static std::string create_role(const std::string& role, const std::string& attribute) {
    return create(fmt::format("CREATE ROLE {} {}", role, attribute),
                  fmt::format("SELECT FROM pg_roles WHERE rolname = '{}'", role));
  }

  [[nodiscard]] Step roles() const {
    std::string sql = create_role(owner, "NOLOGIN");
    for (const char* role : {"nightjar_loader", "nightjar_analyst", "nightjar_ops"}) {
      sql += create_role(role, "NOLOGIN");
    }
    sql += create_role(service, "LOGIN") + fmt::format("GRANT nightjar_loader TO {};\n", service);
    return {"Roles: the owner of the tables, the groups that Nightjar grants to, and the service.",
            administrators_psql(sql),
            fmt::format("start PostgreSQL on this machine, or name the user of its "
                        "administrator by --admin (now {})",
                        options_.admin)};
  }

  [[nodiscard]] Step database() const {
    const std::string statement =
        fmt::format("CREATE DATABASE \"{}\" OWNER {} ENCODING 'UTF8' TEMPLATE template0",
                    server_.database, owner);
    return {"The database.",
            administrators_psql(create(
                statement,
                fmt::format("SELECT FROM pg_database WHERE datname = '{}'", server_.database))),
            "correct what psql complains about, then run this command again"};
  }

  /// The copy is the operator's: an upgrade of the package does not change it.
  [[nodiscard]] Step module(const std::string& name) const {
    const std::string folder = config::folder_for_modules(settings_).string();
    return {fmt::format("The module {}: a copy to edit. `source:` says where its files are.", name),
            fmt::format("test -e {0} || cp --recursive {1} {0}", shell_quoted(folder + "/" + name),
                        shell_quoted(std::string(bundled_modules) + "/" + name)),
            fmt::format("ls {} lists the modules of the package", bundled_modules)};
  }

  /// The administrator belongs to the service's group here, so that the settings can be read, and
  /// acts as the owner.
  [[nodiscard]] Step tables() const {
    const std::string command =
        fmt::format("env NIGHTJAR_CONFIG={} PGOPTIONS='-c role={}' nightjar migrate",
                    shell_quoted(settings_.file.string()), owner);
    return {"The tables, made by their owner.",
            server_.is_local()
                ? fmt::format("runuser -u {} -G {} -- {}", options_.admin, service, command)
                : command,
            "follow the advice above, then run this command again"};
  }

  [[nodiscard]] Step login() const {
    const std::string administrators = as_administrator(psql("postgres"));
    return {"The login of the service, by the name of its user (peer).",
            fmt::format("runuser -u {} -- {} --command='SELECT'", service, psql(server_.database)),
            fmt::format("write as the first rule of pg_hba.conf:\n"
                        "    local {0} {1} peer\n"
                        "  The file's place: {2} -Atc 'SHOW hba_file'\n"
                        "  Have it read again: {2} -c 'SELECT pg_reload_conf()'\n"
                        "  Then run this command again",
                        server_.database, service, administrators)};
  }

  const config::Settings& settings_;
  const SetupOptions& options_;
  const postgres::Server server_;
};

/// Other users may not be allowed into the folder that root is in.
const std::string beginning = "set -e\ncd /\n";

std::string script_of(const Step& step) { return "# " + step.purpose + "\n" + step.command + "\n"; }

bool succeeds(const Step& step, Console& console) {
  console.say("\n" + script_of(step));
  // The steps are lines for a shell, as --print shows them.
  return std::system((beginning + step.command).c_str()) == 0;  // NOLINT(cert-env33-c)
}

/// It goes into SQL and into the shell.
void require_plain(const std::string& database) {
  const bool is_plain =
      !database.empty() &&
      database.find_first_not_of(
          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == database.npos;
  if (is_plain) return;
  throw Misconfigured(fmt::format("`database:` names the database \"{}\"", database),
                      "give it a name of letters, digits, - and _");
}

void require_able(const Plan& plan) {
  const char* const print = "nightjar setup --print prints the steps for whoever can do them";
  if (!plan.server().is_local()) {
    throw UsageError(fmt::format("the database is on {}, not on this machine", plan.server().host),
                     print);
  }
  if (::geteuid() != 0) throw UsageError("setup acts for several users, so it must be root", print);
}

}  // namespace

ExitCode setup(const config::Settings& settings, const SetupOptions& options, Console& console) {
  const Plan plan(settings, options);
  require_plain(plan.server().database);
  if (options.print) {
    console.document(beginning);
    for (const Step& step : plan.steps()) console.document("\n" + script_of(step));
    console.document("\n" + script_of(plan.check()));
    return ExitCode::done;
  }
  require_able(plan);
  for (const Step& step : plan.steps()) {
    if (succeeds(step, console)) continue;
    throw Misconfigured(fmt::format("a step of the setup failed: {}", step.purpose), step.remedy);
  }
  if (!succeeds(plan.check(), console)) {
    console.say("\nPostgreSQL is set up. Before the first night, " + plan.check().remedy + "\n");
    return ExitCode::done;
  }
  console.say(
      "\nReady. Start the service: systemctl start nightjard\n"
      "Or run the first night by hand: runuser -u nightjar -- nightjar run DATASET\n");
  return ExitCode::done;
}

}  // namespace nightjar::daemon
