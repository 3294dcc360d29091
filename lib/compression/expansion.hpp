#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "compression/expansion_limits.hpp"

namespace nightjar::compression {

/// How far the unpacking of one file or member has come, and the end of it where it goes too far.
class Expansion {
 public:
  Expansion(const std::filesystem::path& file, const std::string& member,
            const ExpansionLimits& limits);

  /// Counts bytes that were unpacked, `packed` bytes of the file having been read in all. Throws
  /// BadDump beyond the limits.
  void count(std::size_t unpacked, std::uint64_t packed);
  /// Throws BadDump: what is wrong, in which file and member, and how far into it.
  [[noreturn]] void fail(std::string_view what, std::string_view remedy) const;

  /// `vendor.zip, member reviews.json`
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  std::string name_;
  ExpansionLimits limits_;
  std::uint64_t unpacked_ = 0;
  std::uint64_t packed_ = 0;
};

/// A name out of an archive, fit for a message: printable, in one line, not endless.
std::string shown(std::string_view name);

constexpr std::string_view fetch_again =
    "fetch the file again; if it stays so, the vendor must deliver it again";

}  // namespace nightjar::compression
