#include "schema/module_schemas.hpp"

#include <algorithm>
#include <map>
#include <regex>

#include "base/ascii.hpp"
#include "base/error.hpp"
#include "base/format.hpp"

namespace nightjar::schema {
namespace {

/// The end of a span of the script that is not SQL, or npos if it does not end.
std::size_t end_of(std::string_view sql, std::size_t begin, std::string_view mark) {
  const std::size_t found = sql.find(mark, begin);
  return found == sql.npos ? sql.size() : found + mark.size();
}

/// The script with blanks instead of comments and texts, with the same lines. Dollar-quoted text
/// stays: it is the body of a function or block.
std::string without_texts(std::string_view sql) {
  std::string code(sql);
  for (std::size_t at = 0; at < sql.size();) {
    std::size_t end = at;
    if (sql.substr(at, 2) == "--") {
      end = sql.find('\n', at);
      end = end == sql.npos ? sql.size() : end;
    } else if (sql.substr(at, 2) == "/*") {
      end = end_of(sql, at + 2, "*/");
    } else if (sql[at] == '\'') {
      end = end_of(sql, at + 1, "'");
    } else if (sql[at] == '"') {  // a name, in which the others have no meaning
      at = end_of(sql, at + 1, "\"");
      continue;
    }
    for (std::size_t i = at; i < end; ++i) {
      if (code[i] != '\n') code[i] = ' ';
    }
    at = std::max(end, at + 1);
  }
  return code;
}

/// The line in which a match begins, from 1.
std::size_t line_of(const std::string& code, const std::smatch& match) {
  return static_cast<std::size_t>(std::count(code.begin(), code.begin() + match.position(), '\n')) +
         1;
}

/// In the way that PostgreSQL reads a name.
std::string folded(const std::string& name) {
  if (name.starts_with('"')) return name.substr(1, name.size() - 2);
  return lowered(name);
}

/// Which party claims a schema, and where.
struct Claim {
  std::string owner;  ///< `module shop`
  std::string place;
};

using Claims = std::map<std::string, Claim>;

void claim(Claims& claims, const std::string& schema, const Claim& claim) {
  if (feed::is_engine_schema(schema)) {
    throw Misconfigured(
        fmt::format("{}: the schema {} cannot be one of {}: it is Nightjar's own or "
                    "PostgreSQL's",
                    claim.place, schema, claim.owner),
        "use a schema of another name");
  }
  const auto [first, is_new] = claims.emplace(schema, claim);
  if (is_new || first->second.owner == claim.owner) return;
  throw Misconfigured(
      fmt::format("{} and {} both claim the schema {}: {} and {}", first->second.owner, claim.owner,
                  schema, first->second.place, claim.place),
      "let one of them use another schema, or take one out of `datasets:`; a "
      "dataset belongs into the folder of the module that makes its tables");
}

void claim_created(Claims& claims, const std::string& owner,
                   const std::vector<Migration>& migrations) {
  for (const Migration& migration : migrations) {
    for (const CreatedSchema& created : schemas_created_by(migration.sql)) {
      claim(claims, created.name,
            {owner, fmt::format("{}:{}", migration.file.string(), created.line)});
    }
  }
}

void claim_all(Claims& claims, const Migrations& module) {
  const std::string owner = "module " + module.module;
  claim_created(claims, owner, module.versioned);
  claim_created(claims, owner, module.repeatable);
}

/// A dataset without a module may use the tables of a module that is no longer configured.
void refuse_claims_of_others(const Claims& claims, std::span<const Migrations> folders,
                             const MigrationHistory& history) {
  for (const auto& [module, noted] : history) {
    const bool is_configured = std::any_of(
        folders.begin(), folders.end(),
        [&module = module](const Migrations& folder) { return folder.module == module; });
    if (is_configured) continue;
    for (const std::string& schema : noted.schemas) {
      const auto found = claims.find(schema);
      if (found == claims.end() || !found->second.owner.starts_with("module ")) continue;
      throw Misconfigured(
          fmt::format(
              "{}: {} claims the schema {}, which is of the module {}: that one was applied to "
              "this database and is no longer configured",
              found->second.place, found->second.owner, schema, module),
          fmt::format("call the module's folder {} again, or use another schema", module));
    }
  }
}

}  // namespace

std::vector<CreatedSchema> schemas_created_by(std::string_view sql) {
  static const std::regex created(
      R"(\b(?:CREATE\s+SCHEMA\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:AUTHORIZATION\s+)?|ALTER\s+SCHEMA\s+\S+\s+RENAME\s+TO\s+)("[^"]+"|[a-z_][a-z0-9_$]*))",
      std::regex::icase | std::regex::optimize);
  const std::string code = without_texts(sql);
  std::vector<CreatedSchema> schemas;
  for (std::sregex_iterator found(code.begin(), code.end(), created), end; found != end; ++found) {
    schemas.push_back({folded(found->str(1)), line_of(code, *found)});
  }
  return schemas;
}

std::optional<std::string> creation_of(const Migrations& module, const feed::Definition& feed) {
  const std::regex created(
      fmt::format(R"(\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?"?{}"?\."?{}"?\s)", feed.schema,
                  feed.table),
      std::regex::icase);
  for (const Migration& migration : module.versioned) {
    const std::string code = without_texts(migration.sql);
    std::smatch found;
    if (!std::regex_search(code, found, created)) continue;
    return fmt::format("{}:{}", migration.file.string(), line_of(code, found));
  }
  return std::nullopt;
}

std::vector<std::string> schemas_of(const Migrations& module,
                                    std::span<const feed::Dataset> datasets) {
  if (module.module == feed::engine_name) return {std::string(feed::engine_name)};
  Claims claims;
  claim_all(claims, module);
  for (const feed::Dataset& dataset : datasets) {
    if (dataset.module == module.module) claims.emplace(dataset.name, Claim{});
  }
  std::vector<std::string> schemas;
  for (const auto& [schema, claim] : claims) schemas.push_back(schema);
  return schemas;
}

void require_own_schemas(std::span<const Migrations> folders,
                         std::span<const feed::Dataset> datasets, const MigrationHistory& history) {
  Claims claims;
  for (const feed::Dataset& dataset : datasets) {
    claim(claims, dataset.name,
          {dataset.module.empty() ? "dataset " + dataset.name : "module " + dataset.module,
           dataset.file.string()});
  }
  for (const Migrations& module : folders.subspan(1)) claim_all(claims, module);
  refuse_claims_of_others(claims, folders, history);
}

}  // namespace nightjar::schema
