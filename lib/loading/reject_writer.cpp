#include "loading/reject_writer.hpp"

#include <algorithm>
#include <string_view>

#include "base/format.hpp"
#include "json/utf8.hpp"
#include "loading/sql.hpp"
#include "postgres/binary.hpp"

namespace nightjar::loading {
namespace {

constexpr std::int16_t columns = 7;

/// The raw bytes as text that PostgreSQL takes: what is no UTF-8 is shown as `\xFF`.
std::string readable(std::string_view raw) {
  std::string text;
  text.reserve(raw.size());
  while (!raw.empty()) {
    const std::size_t length = raw.front() == '\0' ? 0 : json::character_length(raw);
    if (length == 0) {
      text += format("\\x{:02X}", static_cast<unsigned char>(raw.front()));
    } else {
      text += raw.substr(0, length);
    }
    raw.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return text;
}

}  // namespace

void RejectWriter::write(const feed::Reject& reject) {
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
  postgres::append_field(fields, feed::name_of(reject.flaw.reason));
  postgres::append_field(fields, readable(reject.flaw.detail));
  postgres::append_int64_field(fields, static_cast<std::int64_t>(reject.offset));
  postgres::append_int64_field(fields, static_cast<std::int64_t>(reject.line));
  postgres::append_field(fields, readable(reject.raw.substr(0, raw_at_most)));
  writer_->write(fields);
  ++listed_;
}

void RejectWriter::finish() {
  if (writer_) writer_->finish();
  writer_.reset();
}

}  // namespace nightjar::loading
