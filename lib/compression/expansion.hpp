#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "compression/expansion_limits.hpp"

namespace nightjar::compression {

/// Counts what one file or member has been unpacked to, and stops it beyond the limits.
class Expansion {
 public:
  Expansion(const std::filesystem::path& file, const std::string& member,
            const ExpansionLimits& limits);

  /// Counts unpacked bytes, after `packed` bytes of the file have been read in total. Throws
  /// BadDump beyond the limits.
  void count(std::size_t unpacked, std::uint64_t packed);
  /// Throws BadDump: what is wrong, in which file and member, and at which position.
  [[noreturn]] void fail(std::string_view what, std::string_view remedy) const;

  /// `vendor.zip, member reviews.json`
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  std::string name_;
  ExpansionLimits limits_;
  std::uint64_t unpacked_ = 0;
  std::uint64_t packed_ = 0;
};

/// A name from an archive, for a message: printable, on one line, limited in length.
std::string shown(std::string_view name);

constexpr std::string_view fetch_again =
    "fetch the file again; if the error persists, the vendor must deliver it again";

}  // namespace nightjar::compression
