#include "postgres/copy_writer.hpp"

#include <charconv>
#include <string_view>

#include "postgres/binary.hpp"
#include "postgres/copy_session.hpp"

namespace nightjar::postgres {
namespace {

/// The signature, no flags, no header extension: PostgreSQL's manual, COPY, "Binary Format".
constexpr std::string_view header{"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19};

/// Each flush is a call into libpq that copies once more; below 64 KiB the calls show.
constexpr std::size_t flush_bytes = std::size_t{256} << 10;

}  // namespace

struct CopyWriter::Session {
  SessionHandle handle;
};

CopyWriter::CopyWriter(const std::string& url, const std::string& application_name,
                       const std::string& sql, std::int16_t columns)
    : session_(std::make_unique<Session>(
          Session{start_copy(url, application_name, sql, PGRES_COPY_IN)})),
      buffer_(header),
      columns_(columns) {}

CopyWriter::~CopyWriter() = default;

void CopyWriter::write(std::string_view fields) {
  append_int16(buffer_, columns_);
  buffer_ += fields;
  if (buffer_.size() >= flush_bytes) flush();
}

void CopyWriter::flush() {
  PGconn* connection = session_->handle.get();
  if (PQputCopyData(connection, buffer_.data(), static_cast<int>(buffer_.size())) != 1) {
    fail(connection, nullptr);
  }
  buffer_.clear();
}

std::uint64_t CopyWriter::finish() {
  append_int16(buffer_, -1);
  flush();
  PGconn* connection = session_->handle.get();
  if (PQputCopyEnd(connection, nullptr) != 1) fail(connection, nullptr);
  const ResultHandle result(PQgetResult(connection));
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) fail(connection, result.get());
  const std::string_view count = PQcmdTuples(result.get());
  std::uint64_t rows = 0;
  std::from_chars(count.data(), count.data() + count.size(), rows);
  session_->handle.reset();
  return rows;
}

}  // namespace nightjar::postgres
