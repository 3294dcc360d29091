#include "compression/zstd_source.hpp"

#include <bit>
#include <vector>

#include <zstd.h>
#include <zstd_errors.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/format.hpp"
#include "compression/expansion.hpp"

namespace nightjar::compression {

struct ZstdSource::Unpacker {
  Unpacker(const std::filesystem::path& path, const ExpansionLimits& limits)
      : file(path), expansion(path, {}, limits), max_window(limits.max_window) {
    if (stream == nullptr) throw Transient("zstd: out of memory");
    const int bits = static_cast<int>(std::bit_width(max_window)) - 1;
    ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, bits);
  }
  ~Unpacker() { ZSTD_freeDStream(stream); }
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;

  /// Unpacks into `out`, at least one byte unless the file ends.
  std::size_t unpack(std::span<char> out) {
    ZSTD_outBuffer unpacked{out.data(), out.size(), 0};
    while (unpacked.pos == 0 && !finished) {
      const bool starved = input.pos == input.size && !refill();
      if (starved && !in_frame) {
        finished = true;
        break;
      }
      const std::size_t taken = input.pos;
      const std::size_t code = ZSTD_decompressStream(stream, &unpacked, &input);
      if (ZSTD_isError(code) != 0) fail(code);
      in_frame = code != 0;
      if (starved && unpacked.pos == 0 && input.pos == taken) {
        expansion.fail("truncated: the file ends within the zstd data", fetch_again);
      }
    }
    expansion.count(unpacked.pos, read - (input.size - input.pos));
    return unpacked.pos;
  }

  /// Ensures that packed bytes are in the buffer; returns false at the end of the file.
  bool refill() {
    const std::size_t got = file.read(packed);
    read += got;
    input = {packed.data(), got, 0};
    return got > 0;
  }

  [[noreturn]] void fail(std::size_t code) const {
    if (ZSTD_getErrorCode(code) == ZSTD_error_frameParameter_windowTooLarge) {
      expansion.fail(
          fmt::format("packed with a window of more than the {} bytes allowed", max_window),
          "increase the source's limit, up to `limits: {max_window: 2 GiB}`: reading the file then "
          "takes that much memory; or ask the vendor to pack it without zstd's option --long");
    }
    expansion.fail(fmt::format("damaged zstd data: {}", ZSTD_getErrorName(code)), fetch_again);
  }

  InputFile file;
  Expansion expansion;
  std::uint64_t max_window;
  ZSTD_DStream* stream = ZSTD_createDStream();
  std::vector<char> packed = std::vector<char>(std::size_t{256} << 10);
  ZSTD_inBuffer input{packed.data(), 0, 0};
  std::uint64_t read = 0;
  bool in_frame = true;
  bool finished = false;
};

ZstdSource::ZstdSource(const std::filesystem::path& path, const ExpansionLimits& limits)
    : unpacker_(std::make_unique<Unpacker>(path, limits)) {}

ZstdSource::~ZstdSource() = default;

std::size_t ZstdSource::read(std::span<char> buffer) {
  std::size_t filled = 0;
  while (filled < buffer.size() && !unpacker_->finished) {
    filled += unpacker_->unpack(buffer.subspan(filled));
  }
  return filled;
}

}  // namespace nightjar::compression
