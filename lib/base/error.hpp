#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace nightjar {

/// A failure, told to the person who has to act on it: what happened, to what, and what to do.
///
/// Each layer on the way up may put its piece of context in front with in(); the message is
/// logged or printed once, at the top. The subclass says what kind of act is wanted. A bug is an
/// assertion, and a bad row is data (a reject): neither is an Error.
class Error : public std::exception {
 public:
  explicit Error(std::string message, std::string remedy = {});

  /// Puts `context` ("feed vendor.books") in front of the message; use in a catch block, then
  /// rethrow with `throw;`.
  void in(std::string_view context);
  /// Notes PostgreSQL's five-letter code of the failure.
  void set_sqlstate(std::string_view sqlstate) { sqlstate_ = sqlstate; }
  /// Notes libcurl's number of the failure (CURLcode).
  void set_curl_code(int code) { curl_code_ = code; }

  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }
  /// What the reader can do about it; may be empty.
  [[nodiscard]] const std::string& remedy() const noexcept { return remedy_; }
  /// PostgreSQL's code of the failure, or empty where the database had no part in it.
  [[nodiscard]] const std::string& sqlstate() const noexcept { return sqlstate_; }
  /// libcurl's number of the failure, or 0 where no transfer had a part in it.
  [[nodiscard]] int curl_code() const noexcept { return curl_code_; }

 private:
  std::string message_;
  std::string remedy_;
  std::string sqlstate_;
  int curl_code_ = 0;
};

/// May succeed when tried again: the database or the vendor is away, a lock is held.
class Transient : public Error {
  using Error::Error;
};

/// The vendor's dump cannot be trusted as a whole: truncated, not of its format. Nothing is loaded.
class BadDump : public Error {
  using Error::Error;
};

/// The operator must change something: configuration, schema, rights, disk space.
class Misconfigured : public Error {
  using Error::Error;
};

/// The command was asked for something that does not exist: a dataset, a run, an instant. Told to
/// the person at the terminal, before anything was tried.
class UsageError : public Misconfigured {
  using Misconfigured::Misconfigured;
};

}  // namespace nightjar
