#pragma once

// The only file that includes Catch2. All that differs between its version 2 (Debian 12) and 3
// (Debian 13): the header, and the matchers of strings, which version 3 has in a namespace of their
// own and where Contains looks into a range.
#if __has_include(<catch2/catch_all.hpp>)

#include <catch2/catch_all.hpp>

namespace Catch {
using Matchers::EndsWith;
using Matchers::StartsWith;
inline auto Contains(const std::string& part) { return Matchers::ContainsSubstring(part); }
}  // namespace Catch

#else

#include <catch2/catch.hpp>

#endif
