#pragma once

#include <functional>
#include <memory>
#include <string_view>

namespace nightjar::compression {

/// Packs what it is given with zstd, as a stream.
class ZstdWriter {
 public:
  /// `sink` gets the packed bytes, piece by piece; what it throws comes out of write() or finish().
  explicit ZstdWriter(std::function<void(std::string_view)> sink);
  /// Without finish() the packed bytes are worthless.
  ~ZstdWriter();
  ZstdWriter(const ZstdWriter&) = delete;
  ZstdWriter& operator=(const ZstdWriter&) = delete;

  void write(std::string_view bytes);
  /// Hands out what is still held back, and the end of the frame. To be called once.
  void finish();

 private:
  struct Packer;
  std::unique_ptr<Packer> packer_;
};

}  // namespace nightjar::compression
