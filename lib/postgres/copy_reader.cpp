#include "postgres/copy_reader.hpp"

#include "postgres/binary.hpp"
#include "postgres/copy_session.hpp"

namespace nightjar::postgres {
namespace {

constexpr std::size_t header_bytes = 19;

constexpr const char* no_worker = "SET max_parallel_workers_per_gather = 0; SET jit = off";

struct FreeMemory {
  void operator()(char* memory) const { PQfreemem(memory); }
};

}  // namespace

struct CopyReader::Session {
  SessionHandle own;  ///< nothing if a transaction's session is borrowed
  PGconn* connection;
  std::unique_ptr<char, FreeMemory> message = nullptr;
  bool at_start = true;

  ~Session() {
    if (!own) drain(connection);
  }
};

CopyReader::CopyReader(const std::string& url, const std::string& application_name,
                       const std::string& sql)
    : session_(
          new Session{start_copy(url, application_name, no_worker, sql, PGRES_COPY_OUT), nullptr}) {
  session_->connection = session_->own.get();
}

CopyReader::CopyReader(Transaction& transaction, const std::string& sql) {
  auto* connection = static_cast<PGconn*>(transaction.native_handle());
  run_copy(connection, sql, PGRES_COPY_OUT);
  session_.reset(new Session{nullptr, connection});
}

CopyReader::~CopyReader() = default;

std::optional<std::string_view> CopyReader::next() {
  PGconn* connection = session_->connection;
  char* message = nullptr;
  const int size = PQgetCopyData(connection, &message, 0);
  session_->message.reset(message);
  if (size == -2) fail(connection, nullptr);
  if (size == -1) {
    const ResultHandle result(PQgetResult(connection));
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) fail(connection, result.get());
    return std::nullopt;
  }
  std::string_view row(message, static_cast<std::size_t>(size));
  if (session_->at_start) {  // the first message is the header and the first row
    row.remove_prefix(header_bytes);
    session_->at_start = false;
  }
  if (row.empty() || read_int16(row) < 0) return next();  // only a header, or the trailer
  return row.substr(sizeof(std::int16_t));
}

std::optional<std::string_view> take_field(std::string_view& row) {
  const std::int32_t length = read_int32(row);
  row.remove_prefix(sizeof length);
  if (length < 0) return std::nullopt;
  const std::string_view field = row.substr(0, static_cast<std::size_t>(length));
  row.remove_prefix(static_cast<std::size_t>(length));
  return field;
}

}  // namespace nightjar::postgres
