#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "config/settings.hpp"

namespace nightjar::daemon {

/// Throws UsageError if an option's value is not one of the names.
void require_one_of(std::string_view option, const std::optional<std::string>& value,
                    std::span<const std::string_view> names);

/// Throws UsageError for a dataset or a feed that is not configured. For queries that found
/// nothing, since the ledger also has those of earlier settings.
void require_configured(const config::Settings& settings, const std::optional<std::string>& dataset,
                        const std::optional<std::string>& feed);

}  // namespace nightjar::daemon
