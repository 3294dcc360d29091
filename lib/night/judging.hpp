#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "night/night_context.hpp"
#include "night/night_files.hpp"
#include "night/reconciled_feed.hpp"

namespace nightjar::night {

/// A night of which everything is known that it would do, and nothing of it is done.
struct ReconciledNight {
  std::vector<ReconciledFeed> feeds;
  std::vector<const feed::Definition*> missing;  ///< those without a file
};

/// Compares and reconciles one feed after the other.
ReconciledNight compare(NightContext& night, const Dumps& dumps);

/// A night that may be published: no guard holds it, or a person approved it.
class PassedNight {
 public:
  [[nodiscard]] std::vector<ReconciledFeed>& feeds() { return feeds_; }
  /// Who approved it, if it was held.
  [[nodiscard]] const std::optional<std::string>& approved_by() const { return approved_by_; }

 private:
  friend class Judge;
  PassedNight(std::vector<ReconciledFeed> feeds, std::optional<std::string> approved_by)
      : feeds_(std::move(feeds)), approved_by_(std::move(approved_by)) {}

  std::vector<ReconciledFeed> feeds_;
  std::optional<std::string> approved_by_;
};

/// A night that a guard holds. The report has the reasons.
struct HeldNight {
  std::vector<ReconciledFeed> feeds;
};

/// Has the guards judge the night.
std::variant<PassedNight, HeldNight> judge(NightContext& night, ReconciledNight reconciled);

/// Passes a night that a person approved. The guards are evaluated too, for the ledger.
PassedNight approve(NightContext& night, ReconciledNight reconciled, const std::string& person);

}  // namespace nightjar::night
