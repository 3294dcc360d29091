#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "config/settings.hpp"

namespace nightjar::daemon {

/// Throws UsageError for the value of an option that is none of its names.
void require_one_of(std::string_view option, const std::optional<std::string>& value,
                    std::span<const std::string_view> names);

/// Throws UsageError for a dataset or a feed that is not configured. For questions that found
/// nothing: the ledger remembers those of earlier settings too.
void require_configured(const config::Settings& settings, const std::optional<std::string>& dataset,
                        const std::optional<std::string>& feed);

}  // namespace nightjar::daemon
