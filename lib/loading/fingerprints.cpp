#include "loading/fingerprints.hpp"

#include <future>

#include "base/format.hpp"
#include "feed/fingerprinter.hpp"
#include "feed/row.hpp"
#include "loading/sql.hpp"
#include "loading/statements.hpp"
#include "postgres/binary.hpp"
#include "postgres/copy_reader.hpp"
#include "postgres/quoting.hpp"

namespace nightjar::loading {
namespace {

using postgres::read_int64;
using postgres::take_field;

/// This many fingerprints are set by one statement: enough to make its cost small, few enough to
/// stay far below the limit of a parameter, 1 GB.
constexpr std::size_t batch_rows = 100'000;

/// Sixteen bytes as PostgreSQL's uuid in text form (it takes them without dashes).
std::string uuid_text(const Fingerprint& fingerprint) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char byte : fingerprint.bytes()) {
    text += digits[static_cast<unsigned char>(byte) >> 4U];
    text += digits[static_cast<unsigned char>(byte) & 15U];
  }
  return text;
}

/// Fingerprints waiting to be set.
class FreshFingerprints {
 public:
  FreshFingerprints(postgres::Executor& database, std::string sql)
      : database_(database), sql_(std::move(sql)) {}

  void add(std::int64_t row_id, const Fingerprint& fingerprint) {
    row_ids_.push_back(row_id);
    if (!fingerprints_.empty()) fingerprints_ += ',';
    fingerprints_ += uuid_text(fingerprint);
    if (row_ids_.size() == batch_rows) write();
  }
  void write() {
    if (row_ids_.empty()) return;
    database_.query(sql_, {postgres::array_of(row_ids_), "{" + fingerprints_ + "}"});
    written_ += row_ids_.size();
    row_ids_.clear();
    fingerprints_.clear();
  }
  [[nodiscard]] std::uint64_t written() const { return written_; }

 private:
  postgres::Executor& database_;
  std::string sql_;
  std::vector<std::int64_t> row_ids_;
  std::string fingerprints_;
  std::uint64_t written_ = 0;
};

void read_part(const std::string& database_url, const feed::Definition& definition,
               const std::string& part, const feed::TakeFingerprint& take) {
  postgres::CopyReader reader(database_url, "nightjar compare " + definition.name(),
                              statement(sql::fingerprints, definition, {{"part", part}}));
  while (auto row = reader.next()) {
    const std::int64_t row_id = read_int64(*take_field(*row));
    take(row_id, Fingerprint::from_bytes(*take_field(*row)));
  }
}

}  // namespace

void read_fingerprints(const std::string& database_url, const feed::Definition& definition,
                       const feed::TakeFingerprint& take_one,
                       const feed::TakeFingerprint& take_other) {
  const std::int64_t middle =
      postgres::Connection(database_url, "nightjar compare " + definition.name())
          .query(sql::middle_block, {definition.schema, definition.table})
          .integer(0, 0);
  const auto read = [&](std::string_view side, const feed::TakeFingerprint& take) {
    read_part(database_url, definition, fmt::format("ctid {} '({},0)'", side, middle), take);
  };
  auto one = std::async(std::launch::async, read, "<", std::cref(take_one));
  read(">=", take_other);
  one.get();
}

std::uint64_t renew_fingerprints(const std::string& database_url, postgres::Executor& database,
                                 const feed::Definition& definition) {
  postgres::CopyReader reader(database_url, "nightjar renew " + definition.name(),
                              statement(sql::values, definition));
  FreshFingerprints fresh(database, statement(sql::set_fingerprints, definition));
  feed::Fingerprinter fingerprinter(definition);
  feed::Row values;
  while (auto row = reader.next()) {
    const std::int64_t row_id = read_int64(*take_field(*row));
    const auto known = Fingerprint::from_bytes(*take_field(*row));
    values.assign(*row, definition.columns.size());
    const Fingerprint renewed = fingerprinter.of_values(values, feed::Origin::postgres);
    if (renewed != known) fresh.add(row_id, renewed);
  }
  fresh.write();
  return fresh.written();
}

}  // namespace nightjar::loading
