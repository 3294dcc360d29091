#pragma once

#include <exception>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/utf8.hpp"
#include "night/observer.hpp"

namespace nightjar::night {

/// A failure and what to do about it, in one line.
inline std::string with_remedy(const Error& error) {
  return readable(error.remedy().empty() ? error.what()
                                         : fmt::format("{} ({})", error.what(), error.remedy()));
}

/// Does what comes after a night is decided: the night stays what it is whatever becomes of that.
/// A failure is a notice that begins with its consequence.
template <class Act>
void afterwards(NightObserver& observer, const std::string& subject, std::string_view consequence,
                Act&& act) {
  try {
    act();
  } catch (const Error& error) {
    observer.notice(subject, fmt::format("{}: {}", consequence, with_remedy(error)));
  } catch (const std::exception& failure) {
    observer.notice(subject, fmt::format("{}: {}", consequence, failure.what()));
  }
}

}  // namespace nightjar::night
