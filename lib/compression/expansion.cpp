#include "compression/expansion.hpp"

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/printable.hpp"

namespace nightjar::compression {
Expansion::Expansion(const std::filesystem::path& file, const std::string& member,
                     const ExpansionLimits& limits)
    : name_(file.string()), limits_(limits) {
  if (!member.empty()) name_ += ", member " + shown(member);
}

void Expansion::count(std::size_t unpacked, std::uint64_t packed) {
  unpacked_ += unpacked;
  packed_ = packed;
  if (unpacked_ > limits_.max_expanded_bytes) {
    fail(fmt::format("unpacks to more than the {} bytes allowed", limits_.max_expanded_bytes),
         "if the dump should be that large, increase the source's limit on the expanded size");
  }
  const double packed_so_far = static_cast<double>(packed_ == 0 ? 1 : packed_);
  if (unpacked_ > limits_.ratio_counts_from &&
      static_cast<double>(unpacked_) > limits_.max_ratio * packed_so_far) {
    fail(fmt::format("unpacks to more than {} times its size", limits_.max_ratio),
         "if the dump really compresses that well, increase the source's limit on the ratio");
  }
}

void Expansion::fail(std::string_view what, std::string_view remedy) const {
  throw BadDump(fmt::format("{}: {} (after {} unpacked and {} packed bytes)", name_, what,
                            unpacked_, packed_),
                std::string(remedy));
}

std::string shown(std::string_view name) {
  constexpr std::size_t longest = 200;
  std::string result;
  for (const char c : printable(name.substr(0, longest))) {
    result += c == '\n' ? "\\x0a" : std::string(1, c);
  }
  return name.size() > longest ? result + "..." : result;
}

}  // namespace nightjar::compression
