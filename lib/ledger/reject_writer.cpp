#include "ledger/reject_writer.hpp"

#include <string_view>

#include "base/utf8.hpp"
#include "ledger/sql.hpp"
#include "postgres/binary.hpp"

namespace nightjar::ledger {
namespace {

constexpr std::int16_t columns = 8;

}  // namespace

void RejectWriter::write(const feed::Reject& reject, std::string_view file) {
  if (listed_ == listed_at_most) {
    ++unlisted_;
    return;
  }
  if (!writer_) {
    writer_.emplace(database_url_, "nightjar rejects " + feed_, std::string(sql::list_rejects),
                    columns);
  }
  std::string fields;
  postgres::append_int64_field(fields, run_id_);
  postgres::append_field(fields, feed_);
  postgres::append_field(fields, feed::name_of(reject.violation.reason));
  postgres::append_field(fields, readable(reject.violation.detail));
  postgres::append_int64_field(fields, static_cast<std::int64_t>(reject.offset));
  postgres::append_int64_field(fields, static_cast<std::int64_t>(reject.line));
  postgres::append_field(fields, readable(reject.raw.substr(0, raw_at_most)));
  postgres::append_field(fields, readable(file));
  writer_->write(fields);
  ++listed_;
}

void RejectWriter::finish() {
  if (writer_) writer_->finish();
  writer_.reset();
}

}  // namespace nightjar::ledger
