#pragma once

#include <functional>
#include <memory>
#include <string_view>

namespace nightjar::compression {

/// Compresses a stream with zstd.
class ZstdWriter {
 public:
  /// `sink` receives the packed bytes, piece by piece; an exception from it is rethrown by write()
  /// or finish().
  explicit ZstdWriter(std::function<void(std::string_view)> sink);
  /// Without finish() the packed bytes are incomplete.
  ~ZstdWriter();
  ZstdWriter(const ZstdWriter&) = delete;
  ZstdWriter& operator=(const ZstdWriter&) = delete;

  void write(std::string_view bytes);
  /// Writes the buffered rest and the end of the frame. To be called once.
  void finish();

 private:
  struct Packer;
  std::unique_ptr<Packer> packer_;
};

}  // namespace nightjar::compression
