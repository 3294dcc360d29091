#include "postgres/copy_writer.hpp"

#include <charconv>
#include <string_view>

#include <sys/socket.h>

#include "postgres/binary.hpp"
#include "postgres/copy_session.hpp"

namespace nightjar::postgres {
namespace {

/// The signature, no flags, no header extension: PostgreSQL's manual, COPY, "Binary Format".
constexpr std::string_view header{"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19};

/// Each flush is a call into libpq that copies once more; below 64 KiB the calls are measurable.
constexpr std::size_t flush_bytes = std::size_t{256} << 10;

/// The send buffer for a server on this machine; the kernel allows up to net.core.wmem_max. Its
/// default is less than the server reads while it waits for a processor core, so that the two would
/// alternate.
constexpr int on_its_way_bytes = 4 << 20;

/// Only for a Unix socket: for others the kernel chooses the size, and better if it is not set.
void widen(PGconn* connection) {
  if (PQhost(connection)[0] != '/') return;
  ::setsockopt(PQsocket(connection), SOL_SOCKET, SO_SNDBUF, &on_its_way_bytes,
               sizeof on_its_way_bytes);
}

}  // namespace

struct CopyWriter::Session {
  SessionHandle own;  ///< nothing if a transaction's session is borrowed
  PGconn* connection;
  bool is_copying = true;

  ~Session() {
    if (own || !is_copying) return;
    // A borrowed session must leave the COPY before its transaction can be rolled back.
    PQputCopyEnd(connection, "given up");
    drain(connection);
  }
};

CopyWriter::CopyWriter(const std::string& url, const std::string& application_name,
                       const std::string& sql, std::int16_t columns)
    : session_(new Session{
          start_copy(url, application_name, asynchronous_commit, sql, PGRES_COPY_IN), nullptr}),
      buffer_(header),
      columns_(columns) {
  session_->connection = session_->own.get();
  widen(session_->connection);
}

CopyWriter::CopyWriter(Transaction& transaction, const std::string& sql, std::int16_t columns)
    : buffer_(header), columns_(columns) {
  auto* connection = static_cast<PGconn*>(transaction.native_handle());
  run_copy(connection, sql, PGRES_COPY_IN);
  session_.reset(new Session{nullptr, connection});
  widen(connection);
}

CopyWriter::~CopyWriter() = default;

void CopyWriter::write(std::string_view fields) {
  append_int16(buffer_, columns_);
  buffer_ += fields;
  if (buffer_.size() >= flush_bytes) flush();
}

void CopyWriter::flush() {
  PGconn* connection = session_->connection;
  if (PQputCopyData(connection, buffer_.data(), static_cast<int>(buffer_.size())) != 1) {
    fail(connection, nullptr);
  }
  buffer_.clear();
}

std::uint64_t CopyWriter::finish() {
  append_int16(buffer_, -1);
  flush();
  PGconn* connection = session_->connection;
  if (PQputCopyEnd(connection, nullptr) != 1) fail(connection, nullptr);
  const ResultHandle result(PQgetResult(connection));
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) fail(connection, result.get());
  const std::string_view count = PQcmdTuples(result.get());
  std::uint64_t rows = 0;
  std::from_chars(count.data(), count.data() + count.size(), rows);
  drain(connection);
  session_->is_copying = false;
  session_->own.reset();
  return rows;
}

}  // namespace nightjar::postgres
