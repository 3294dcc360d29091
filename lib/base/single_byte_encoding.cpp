#include "base/single_byte_encoding.hpp"

#include <cerrno>

#include <iconv.h>

namespace nightjar {
namespace {

/// A conversion to UTF-8 by iconv.
class Conversion {
 public:
  explicit Conversion(const std::string& from) : handle_(iconv_open("UTF-8", from.c_str())) {}
  ~Conversion() {
    if (is_open()) iconv_close(handle_);
  }
  Conversion(const Conversion&) = delete;
  Conversion& operator=(const Conversion&) = delete;

  [[nodiscard]] bool is_open() const {
    // As iconv_open() says.
    return handle_ != reinterpret_cast<iconv_t>(-1);  // NOLINT(performance-no-int-to-ptr)
  }

  struct Result {
    std::string utf8;
    bool is_unfinished = false;  ///< the byte is the beginning of a character
  };
  Result convert(char byte) {
    std::array<char, 16> room{};
    char* in = &byte;
    char* out = room.data();
    std::size_t in_left = 1;
    std::size_t out_left = room.size();
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    const auto converted = iconv(handle_, &in, &in_left, &out, &out_left);
    const bool failed = converted == static_cast<std::size_t>(-1);
    const bool is_unfinished = failed && errno == EINVAL;
    if (!failed) iconv(handle_, nullptr, nullptr, &out, &out_left);
    return {std::string(room.data(), failed ? 0 : room.size() - out_left), is_unfinished};
  }

 private:
  iconv_t handle_;
};

}  // namespace

std::optional<SingleByteEncoding> SingleByteEncoding::named(const std::string& name) {
  Conversion conversion(name);
  if (!conversion.is_open()) return std::nullopt;
  SingleByteEncoding encoding;
  for (std::size_t byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    auto result = conversion.convert(c);
    if (result.is_unfinished) return std::nullopt;
    if (byte < ascii && result.utf8 != std::string(1, c)) return std::nullopt;
    if (byte >= ascii) encoding.characters_[byte - ascii] = std::move(result.utf8);
  }
  return encoding;
}

std::optional<std::size_t> SingleByteEncoding::append_utf8(std::string_view text,
                                                           std::string& utf8) const {
  std::optional<std::size_t> first_fault;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < ascii) {
      utf8 += text[at];
      continue;
    }
    const std::string& character = characters_[byte - ascii];
    if (character.empty() && !first_fault) first_fault = at;
    utf8 += character.empty() ? "\xff" : character;
  }
  return first_fault;
}

bool is_known_encoding(const std::string& name) { return Conversion(name).is_open(); }

}  // namespace nightjar
