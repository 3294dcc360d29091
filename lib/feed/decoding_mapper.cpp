#include "feed/decoding_mapper.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/single_byte_encoding.hpp"

namespace nightjar::feed {
namespace {

SingleByteEncoding encoding_of(const Definition& definition) {
  if (auto encoding = SingleByteEncoding::named(definition.encoding)) return std::move(*encoding);
  throw Misconfigured(
      fmt::format("{}: iconv no longer knows the encoding {}", definition.name(),
                  definition.encoding),
      "install the conversions of the C library, or correct `encoding:` of the feed");
}

class DecodingMapper : public RecordMapper {
 public:
  DecodingMapper(const Definition& definition, std::string_view first_record,
                 const std::string& file)
      : definition_(definition), encoding_(encoding_of(definition)) {
    encoding_.append_utf8(first_record, text_);
    mapper_ = traits_of(definition.format).make_record_mapper(definition, text_, file);
  }

  MappedRecord map(const Record& record, Row& row) override {
    text_.clear();
    const auto fault = encoding_.append_utf8(record.bytes, text_);
    const std::size_t length = text_.size();
    text_.append(Record::padding, '\0');
    const auto whole =
        record.is_cut() ? std::max<std::uint64_t>(record.length, length + 1) : length;
    MappedRecord mapped =
        mapper_->map({std::string_view(text_).substr(0, length), record.offset, whole}, row);
    if (fault && mapped.violation && mapped.violation->reason == Reason::invalid_text) {
      mapped.violation->detail =
          fmt::format("byte {} of the record, 0x{:02x}, is no character of {}", *fault,
                      static_cast<unsigned char>(record.bytes[*fault]), definition_.encoding);
    }
    return mapped;
  }

  [[nodiscard]] std::vector<std::uint64_t> records_with_dropped_elements() const override {
    return mapper_->records_with_dropped_elements();
  }

 private:
  const Definition& definition_;
  SingleByteEncoding encoding_;
  std::string text_;  ///< the record in UTF-8
  std::unique_ptr<RecordMapper> mapper_;
};

}  // namespace

std::unique_ptr<RecordMapper> make_decoding_mapper(const Definition& definition,
                                                   std::string_view first_record,
                                                   const std::string& file) {
  return std::make_unique<DecodingMapper>(definition, first_record, file);
}

}  // namespace nightjar::feed
