#include "compression/filter_source.hpp"

#include <archive.h>
#include <archive_entry.h>

#include "base/error.hpp"
#include "base/format.hpp"
#include "compression/expansion.hpp"
#include "compression/read_entry.hpp"

namespace nightjar::compression {

struct FilterSource::Unpacker {
  Unpacker(const std::filesystem::path& path, const ExpansionLimits& limits)
      : expansion(path, {}, limits) {
    if (archive == nullptr) throw Transient("libarchive: out of memory");
    archive_read_support_filter_bzip2(archive);
    archive_read_support_filter_xz(archive);
    archive_read_support_format_raw(archive);
    archive_read_support_format_empty(archive);
  }
  ~Unpacker() { archive_read_free(archive); }
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;

  void open(const std::filesystem::path& path) {
    constexpr std::size_t block_bytes = std::size_t{256} << 10;
    archive_entry* entry = nullptr;
    if (archive_read_open_filename(archive, path.c_str(), block_bytes) != ARCHIVE_OK) fail();
    const int code = archive_read_next_header(archive, &entry);
    is_empty = code == ARCHIVE_EOF;
    if (code != ARCHIVE_OK && !is_empty) fail();
  }

  [[noreturn]] void fail() const {
    const char* text = archive_error_string(archive);
    expansion.fail(fmt::format("damaged or truncated: {}", text != nullptr ? text : "?"),
                   fetch_again);
  }

  ::archive* archive = archive_read_new();
  Expansion expansion;
  bool is_empty = false;
};

FilterSource::FilterSource(const std::filesystem::path& path, const ExpansionLimits& limits)
    : unpacker_(std::make_unique<Unpacker>(path, limits)) {
  unpacker_->open(path);
}

FilterSource::~FilterSource() = default;

std::size_t FilterSource::read(std::span<char> buffer) {
  return unpacker_->is_empty ? 0 : read_entry(*unpacker_, buffer);
}

}  // namespace nightjar::compression
