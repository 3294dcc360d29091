#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace nightjar {

/// A failure, described for the person who must act on it: what happened, to what, and what to do.
///
/// Each layer on the way up may prepend its piece of context with in(); the message is logged or
/// printed once, at the top. The subclass says what kind of action is needed. A bug is an
/// assertion, and a bad record is data (a reject): neither is an Error.
class Error : public std::exception {
 public:
  explicit Error(std::string message, std::string remedy = {});

  /// Prepends `context` ("feed vendor.books") to the message; use in a catch block, then rethrow
  /// with `throw;`.
  void in(std::string_view context);
  /// Records PostgreSQL's SQLSTATE of the failure.
  void set_sqlstate(std::string_view sqlstate) { sqlstate_ = sqlstate; }
  /// Records libcurl's number of the failure (CURLcode).
  void set_curl_code(int code) { curl_code_ = code; }

  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }
  /// What the reader can do about it; may be empty.
  [[nodiscard]] const std::string& remedy() const noexcept { return remedy_; }
  /// PostgreSQL's SQLSTATE of the failure, or empty if the database was not involved.
  [[nodiscard]] const std::string& sqlstate() const noexcept { return sqlstate_; }
  /// libcurl's number of the failure, or 0 if no transfer was involved.
  [[nodiscard]] int curl_code() const noexcept { return curl_code_; }

 private:
  std::string message_;
  std::string remedy_;
  std::string sqlstate_;
  int curl_code_ = 0;
};

/// May succeed when tried again: the database or the vendor is not reachable, a lock is held.
class Transient : public Error {
  using Error::Error;
};

/// The vendor's dump cannot be trusted as a whole: truncated, or not in its format. Nothing is
/// loaded.
class BadDump : public Error {
  using Error::Error;
};

/// The operator must change something: configuration, schema, privileges, disk space.
class Misconfigured : public Error {
  using Error::Error;
};

/// The command named something that does not exist: a dataset, a run, an instant. Reported to the
/// person at the terminal before anything is tried.
class UsageError : public Misconfigured {
  using Misconfigured::Misconfigured;
};

}  // namespace nightjar
