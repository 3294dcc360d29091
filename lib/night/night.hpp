#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/instant.hpp"
#include "config/settings.hpp"
#include "night/observer.hpp"
#include "night/report.hpp"

namespace nightjar::night {

/// What a night is asked to do differently from its configuration.
struct Request {
  std::string dataset;
  std::optional<std::string> source;  ///< the URL of a folder
  std::optional<Instant> as_of;       ///< from when the dump's facts are valid; otherwise now
};

/// One night of one dataset: picks the dumps up, compares, judges, and loads. What it did is in the
/// ledger and in the report, also where a guard held it or it failed. Throws Misconfigured for a
/// dataset that the settings do not have; nothing else leaves it as an exception.
Report run_night(const config::Settings& settings, const Request& request, Observer& observer);

/// Loads a night that a guard held, from the dump that was kept. The guards are silent.
Report approve_night(const config::Settings& settings, std::int64_t run_id,
                     const std::string& person, Observer& observer);

}  // namespace nightjar::night
