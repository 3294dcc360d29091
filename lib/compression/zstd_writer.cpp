#include "compression/zstd_writer.hpp"

#include <exception>
#include <utility>

#include <archive.h>
#include <archive_entry.h>

#include "base/error.hpp"
#include "base/format.hpp"

namespace nightjar::compression {

/// Exceptions of the sink must not pass through libarchive's C code: they are stored and rethrown
/// after it.
struct ZstdWriter::Packer {
  explicit Packer(std::function<void(std::string_view)> target) : sink(std::move(target)) {
    if (archive == nullptr) throw Transient("libarchive: out of memory");
    check(archive_write_set_format_raw(archive));
    check(archive_write_add_filter_zstd(archive));
    check(archive_write_set_bytes_per_block(archive, 256 << 10));
    check(archive_write_set_bytes_in_last_block(archive, 1));  // no padding
    check(archive_write_open(archive, this, nullptr, &Packer::on_bytes, nullptr));
    archive_entry* entry = archive_entry_new();
    archive_entry_set_filetype(entry, AE_IFREG);
    const int code = archive_write_header(archive, entry);
    archive_entry_free(entry);
    check(code);
  }
  ~Packer() {
    closing = true;
    archive_write_free(archive);
  }
  Packer(const Packer&) = delete;
  Packer& operator=(const Packer&) = delete;

  void check(la_ssize_t code) {
    if (thrown) std::rethrow_exception(std::exchange(thrown, nullptr));
    if (code >= 0) return;
    const char* text = archive_error_string(archive);
    throw Transient(
        fmt::format("cannot pack with zstd: {}", text != nullptr ? text : "out of memory"));
  }

  static la_ssize_t on_bytes(::archive*, void* self, const void* bytes, std::size_t size) {
    auto* packer = static_cast<Packer*>(self);
    if (packer->closing)
      return static_cast<la_ssize_t>(size);  // the packed bytes are not used any more
    try {
      packer->sink({static_cast<const char*>(bytes), size});
    } catch (...) {
      packer->thrown = std::current_exception();
      return -1;
    }
    return static_cast<la_ssize_t>(size);
  }

  std::function<void(std::string_view)> sink;
  ::archive* archive = archive_write_new();
  std::exception_ptr thrown;
  bool closing = false;
};

ZstdWriter::ZstdWriter(std::function<void(std::string_view)> sink)
    : packer_(std::make_unique<Packer>(std::move(sink))) {}

ZstdWriter::~ZstdWriter() = default;

void ZstdWriter::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const la_ssize_t put = archive_write_data(packer_->archive, bytes.data(), bytes.size());
    packer_->check(put);
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
}

void ZstdWriter::finish() { packer_->check(archive_write_close(packer_->archive)); }

}  // namespace nightjar::compression
