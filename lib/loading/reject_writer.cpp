#include "loading/reject_writer.hpp"

#include <algorithm>
#include <string_view>

#include "base/format.hpp"
#include "loading/sql.hpp"
#include "postgres/binary.hpp"

namespace nightjar::loading {
namespace {

constexpr std::int16_t columns = 7;

/// The length of the UTF-8 character at the front of a text, or 0 where there is none
/// (RFC 3629, section 4: no overlong forms, no surrogates, nothing beyond U+10FFFF).
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto within = [&](std::size_t i, int low, int high) {
    return text.size() > i && byte(i) >= low && byte(i) <= high;
  };
  const unsigned char first = byte(0);
  if (first != 0 && first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return within(1, 0x80, 0xBF) ? 2 : 0;
  if (first >= 0xE0 && first < 0xF0) {
    const bool second = within(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF);
    return second && within(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (first >= 0xF0 && first < 0xF5) {
    const bool second = within(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF);
    return second && within(2, 0x80, 0xBF) && within(3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

/// The raw bytes as text that PostgreSQL takes: what is no UTF-8 is shown as `\xFF`.
std::string readable(std::string_view raw) {
  std::string text;
  text.reserve(raw.size());
  while (!raw.empty()) {
    const std::size_t length = character_length(raw);
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
