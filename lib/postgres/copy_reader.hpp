#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "postgres/connection.hpp"

namespace nightjar::postgres {

/// Streams rows out of the database with binary COPY.
class CopyReader {
 public:
  /// On a session of its own, and without helpers of the server, who would mix up the rows' order.
  /// `sql` is the whole `COPY (…) TO STDOUT (FORMAT binary)`.
  CopyReader(const std::string& url, const std::string& application_name, const std::string& sql);
  /// Within a transaction; its session can do nothing else before the end.
  CopyReader(Transaction& transaction, const std::string& sql);
  ~CopyReader();
  CopyReader(const CopyReader&) = delete;
  CopyReader& operator=(const CopyReader&) = delete;

  /// The next row's fields, each with its 32-bit length in front (-1: NULL); nothing at the end.
  /// Valid until the next call.
  std::optional<std::string_view> next();

 private:
  struct Session;
  std::unique_ptr<Session> session_;
};

/// Takes the next field off the front of a row that CopyReader gave; nothing where it is NULL.
std::optional<std::string_view> take_field(std::string_view& row);

}  // namespace nightjar::postgres
