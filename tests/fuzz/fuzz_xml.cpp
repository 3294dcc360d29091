#include <cstdlib>
#include <string>
#include <vector>

#include "feed/xml_to_json.hpp"
#include "json/canonical.hpp"
#include "reading/xml_splitter.hpp"
#include "xml/path.hpp"

// The records of any bytes do not depend on the pieces in which they come, each becomes JSON, and a
// predictor that knows some of them changes nothing.

using namespace nightjar;
using namespace nightjar::reading;

namespace {

/// Predicts every second record of a file whose records are known.
class EverySecond : public feed::RecordPredictor {
 public:
  EverySecond(std::string_view text, const std::vector<Extent>& records) {
    for (std::size_t i = 0; i < records.size(); i += 2) {
      texts_.push_back(text.substr(records[i].begin, records[i].end - records[i].begin));
    }
  }
  std::optional<Hit> predict(std::string_view text, MayEnd /*may_end*/) override {
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (text.starts_with(texts_[i])) return Hit{static_cast<std::uint32_t>(i), texts_[i].size()};
    }
    return std::nullopt;
  }

 private:
  std::vector<std::string_view> texts_;
};

struct Found {
  std::vector<Extent> records;
  bool is_damaged = false;
};

Found split(std::string_view text, std::size_t piece, feed::RecordPredictor* predictor) {
  Found found;
  XmlSplitter splitter("/a/b", std::size_t{1} << 20);
  if (predictor != nullptr) splitter.expect(*predictor);
  for (std::size_t at = 0; at < text.size() && !found.is_damaged; at += piece) {
    found.is_damaged = splitter.split(text.substr(at, piece), at, found.records).has_value();
  }
  if (!found.is_damaged) found.is_damaged = splitter.finish({}, found.records).has_value();
  return found;
}

bool is_same(const std::vector<Extent>& one, const std::vector<Extent>& other) {
  if (one.size() != other.size()) return false;
  for (std::size_t i = 0; i < one.size(); ++i) {
    if (one[i].begin != other[i].begin || one[i].end != other[i].end) return false;
  }
  return true;
}

void convert(std::string_view text, const Extent& record) {
  static feed::XmlToJson converter("UTF-8");
  std::string json;
  if (converter.convert(text.substr(record.begin, record.end - record.begin), json)) return;
  const std::size_t length = json.size();
  json.append(64, ' ');
  std::string canonical;
  if (json::canonicalise(std::string_view(json).substr(0, length), canonical)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size < 1) return 0;
  const std::size_t piece = 1 + data[0];
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Found whole = split(text, text.size() + 1, nullptr);
  const Found pieces = split(text, piece, nullptr);
  if (whole.is_damaged != pieces.is_damaged) std::abort();
  if (!whole.is_damaged) {
    if (!is_same(whole.records, pieces.records)) std::abort();
    EverySecond predictor(text, whole.records);
    if (!is_same(whole.records, split(text, piece, &predictor).records)) std::abort();
    for (const Extent& record : whole.records) convert(text, record);
  }
  static_cast<void>(xml::fault_of_value_path(text));
  static_cast<void>(xml::fault_of_records_path(text));
  return 0;
}
