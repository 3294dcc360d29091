#pragma once

#include <string>
#include <string_view>

#include "yaml/value.hpp"

namespace nightjar::config {

/// PostgreSQL truncates a name at 63 bytes; the rest is for a suffix (`_history`, a constraint's
/// `_pkey`).
constexpr std::size_t max_identifier_bytes = 48;

/// Whether `name` is lower_snake_case and has at most max_identifier_bytes.
bool is_identifier(std::string_view name);

/// Throws Misconfigured, at the place of `value`, unless `name` is lower_snake_case (a letter, then
/// letters, digits and underscores) of at most max_identifier_bytes. `role` is what it names: `the
/// feed name`.
void require_identifier(const std::string& name, const std::string& role, const yaml::Value& value);

/// Throws Misconfigured if `name` is a schema of PostgreSQL's or of Nightjar's own.
void require_free_schema(const std::string& name, const std::string& role,
                         const yaml::Value& value);

/// Whether a feed may have a column of this name: it is no bookkeeping column of Nightjar's and no
/// system column of PostgreSQL's.
bool is_free_column(std::string_view name);

/// Throws Misconfigured if `name` is not free.
void require_free_column(const std::string& name, const yaml::Value& value);

}  // namespace nightjar::config
