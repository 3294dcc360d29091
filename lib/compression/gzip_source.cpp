#include "compression/gzip_source.hpp"

#include <algorithm>
#include <limits>
#include <string_view>
#include <vector>

#include <zlib.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/format.hpp"
#include "compression/expansion.hpp"

namespace nightjar::compression {

struct GzipSource::Inflater {
  Inflater(const std::filesystem::path& path, const ExpansionLimits& limits)
      : file(path), expansion(path, {}, limits) {
    constexpr int gzip_only = 15 + 16;  // the largest window, and a gzip header expected
    if (inflateInit2(&stream, gzip_only) != Z_OK) throw Transient("zlib: out of memory");
  }
  ~Inflater() { inflateEnd(&stream); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// Ensures that packed bytes are in the buffer; returns false at the end of the file.
  bool refill() {
    if (stream.avail_in > 0) return true;
    const std::size_t got = file.read(packed);
    read += got;
    stream.next_in = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_in = static_cast<uInt>(got);
    return got > 0;
  }

  /// Unpacks into `out`, at least one byte unless a member ends first.
  std::size_t unpack(std::span<char> out) {
    if (!refill()) expansion.fail("truncated: the file ends within the gzip data", fetch_again);
    const auto room = std::min<std::size_t>(out.size(), std::numeric_limits<uInt>::max());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(room);
    const int code = inflate(&stream, Z_NO_FLUSH);
    if (code != Z_OK && code != Z_STREAM_END) {
      expansion.fail(fmt::format("damaged gzip data: {}", stream.msg != nullptr ? stream.msg : "?"),
                     fetch_again);
    }
    const std::size_t got = room - stream.avail_out;
    expansion.count(got, read - stream.avail_in);
    if (code == Z_STREAM_END) begin_next_member();
    return got;
  }

  /// Members may follow each other (RFC 1952, 2.2), and zeros may pad the file.
  void begin_next_member() {
    while (refill() && *stream.next_in == 0) {
      ++stream.next_in;
      --stream.avail_in;
      padded = true;
    }
    if (stream.avail_in == 0) {
      finished = true;
    } else if (padded || *stream.next_in != 0x1f) {
      expansion.fail("the gzip data is followed by other data", fetch_again);
    } else {
      inflateReset(&stream);
    }
  }

  InputFile file;
  Expansion expansion;
  z_stream stream{};
  std::vector<char> packed = std::vector<char>(std::size_t{256} << 10);
  std::uint64_t read = 0;
  bool padded = false;
  bool finished = false;
};

GzipSource::GzipSource(const std::filesystem::path& path, const ExpansionLimits& limits)
    : inflater_(std::make_unique<Inflater>(path, limits)) {}

GzipSource::~GzipSource() = default;

std::size_t GzipSource::read(std::span<char> buffer) {
  std::size_t filled = 0;
  while (filled < buffer.size() && !inflater_->finished) {
    filled += inflater_->unpack(buffer.subspan(filled));
  }
  return filled;
}

}  // namespace nightjar::compression
