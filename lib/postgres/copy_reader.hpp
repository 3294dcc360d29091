#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "postgres/connection.hpp"

namespace nightjar::postgres {

/// Reads rows from the database with binary COPY.
class CopyReader {
 public:
  /// On a session of its own, without parallel workers, which would change the order of the rows.
  /// `sql` is the complete `COPY (…) TO STDOUT (FORMAT binary)`.
  CopyReader(const std::string& url, const std::string& application_name, const std::string& sql);
  /// Within a transaction; its session cannot be used otherwise before the end.
  CopyReader(Transaction& transaction, const std::string& sql);
  ~CopyReader();
  CopyReader(const CopyReader&) = delete;
  CopyReader& operator=(const CopyReader&) = delete;

  /// The next row's fields, each preceded by its 32-bit length (-1: NULL); nothing at the end.
  /// Valid until the next call.
  std::optional<std::string_view> next();

 private:
  struct Session;
  std::unique_ptr<Session> session_;
};

/// Takes the next field from the beginning of a row of CopyReader; nothing if it is NULL.
std::optional<std::string_view> take_field(std::string_view& row);

}  // namespace nightjar::postgres
