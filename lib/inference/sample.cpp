#include "inference/sample.hpp"

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "compression/open.hpp"
#include "reading/record_reader.hpp"

namespace nightjar::inference {
namespace {

constexpr std::size_t most_records = 10'000;
constexpr std::size_t most_sampled_bytes = std::size_t{64} << 20;

/// Of a file of lines, whole lines from places all over it.
class Windows : public ByteSource {
 public:
  Windows(const std::filesystem::path& file, std::uint64_t bytes) : file_(file), bytes_(bytes) {
    load(0);
  }

  std::size_t read(std::span<char> buffer) override {
    std::size_t filled = 0;
    while (filled < buffer.size() && (at_ < window_.size() || load(number_ + 1))) {
      const std::size_t count = std::min(buffer.size() - filled, window_.size() - at_);
      std::copy_n(window_.data() + at_, count, buffer.data() + filled);
      at_ += count;
      filled += count;
    }
    return filled;
  }

 private:
  static constexpr std::size_t window_bytes = std::size_t{1} << 20;
  static constexpr std::uint64_t last_window = 63;

  /// From the first line that begins in the window to the last that ends there, or to the file's
  /// end. False if there is no further window.
  bool load(std::uint64_t number) {
    if (number > last_window) return false;
    number_ = number;
    const std::uint64_t begin = (bytes_ - window_bytes) / last_window * number;
    const std::uint64_t place = number == last_window ? bytes_ - window_bytes : begin;
    window_.resize(window_bytes);
    const auto count =
        ::pread(file_.descriptor(), window_.data(), window_.size(), static_cast<off_t>(place));
    window_.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    at_ = number == 0 ? 0 : std::min(window_.find('\n'), window_.size() - 1) + 1;
    if (number < last_window) window_.resize(window_.rfind('\n') + 1);
    at_ = std::min(at_, window_.size());
    return true;
  }

  InputFile file_;
  std::uint64_t bytes_;
  std::uint64_t number_ = 0;
  std::string window_;
  std::size_t at_ = 0;
};

/// Keeps every record at first, then every second, every fourth: as many as there is room for.
class ThinnedRecords {
 public:
  void add(const feed::Record& record) {
    if (count_++ % stride_ != 0) return;
    records_.emplace_back(record);
    bytes_ += record.bytes.size();
    while (records_.size() > most_records || (bytes_ > most_sampled_bytes && records_.size() > 1)) {
      thin_out();
    }
  }

  [[nodiscard]] std::uint64_t count() const { return count_; }
  std::vector<SampledRecord> take() && { return std::move(records_); }

 private:
  void thin_out() {
    std::vector<SampledRecord> kept;
    bytes_ = 0;
    for (std::size_t i = 0; i < records_.size(); i += 2) {
      bytes_ += records_[i].text().size();
      kept.push_back(std::move(records_[i]));
    }
    records_ = std::move(kept);
    stride_ *= 2;
  }

  std::vector<SampledRecord> records_;
  std::uint64_t count_ = 0;
  std::uint64_t stride_ = 1;
  std::size_t bytes_ = 0;
};

/// Whether a record ends with a line break and has no other.
bool has_records_in_lines(const FileSurvey& survey, const feed::Definition& layout) {
  if (layout.format == feed::Format::ndjson) return true;
  if (layout.format != feed::Format::csv) return false;
  if (!layout.csv.quote) return true;
  const std::string open{layout.csv.delimiter, *layout.csv.quote};
  return survey.head.find(open) == std::string::npos;  // no text that could hold a line break
}

Sample read_sample(ByteSource& source, const std::string& name, const feed::Definition& layout,
                   std::uint64_t most_bytes) {
  ThinnedRecords thinned;
  Sample sample;
  try {
    reading::RecordReader reader(source, name, layout);
    sample.first_record = reader.first_record();
    while (reader.bytes_read() < most_bytes) {
      const auto block = reader.next_block();
      sample.is_whole = block.empty();
      if (block.empty()) break;
      for (const feed::Record& record : block) thinned.add(record);
    }
  } catch (const BadDump& error) {
    if (thinned.count() == 0) throw;
    sample.fault = error.what();
  }
  sample.records_read = thinned.count();
  sample.records = std::move(thinned).take();
  return sample;
}

}  // namespace

SampledRecord::SampledRecord(const feed::Record& record)
    : bytes_(record.bytes), offset_(record.offset), length_(record.length) {
  bytes_.append(feed::Record::padding, ' ');
}

Sample take_sample(const std::filesystem::path& file, const FileSurvey& survey,
                   const feed::Definition& layout) {
  const bool is_large = survey.bytes > most_streamed_bytes;
  if (is_large && !survey.is_packed && has_records_in_lines(survey, layout)) {
    feed::Definition parts = layout;
    parts.csv.trailer.clear();  // it counts all records
    Windows windows(file, survey.bytes);
    Sample sample = read_sample(windows, file.string(), parts, survey.bytes);
    sample.has_windows = true;
    sample.is_whole = false;
    return sample;
  }
  const auto source = compression::open(file);
  return read_sample(*source, file.string(), layout, most_streamed_bytes);
}

}  // namespace nightjar::inference
