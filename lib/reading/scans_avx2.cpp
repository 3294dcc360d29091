#include "reading/scans_avx2.hpp"

#if defined(__x86_64__)

#include <bit>
#include <cstring>
#include <optional>
#include <utility>

#include <immintrin.h>

#include "reading/scans_plain.hpp"

// Each function declares the instructions that it needs, so that no other part of the program is
// compiled for them. 64 bytes become 64-bit masks, one for each relevant byte; a few operations on
// registers replace one branch per byte of the plain scans.
#define NIGHTJAR_AVX2 __attribute__((target("avx2,bmi,popcnt,pclmul")))

namespace nightjar::reading::avx2 {
namespace {

constexpr std::size_t step = 64;

struct Bytes {
  __m256i low;
  __m256i high;
};

NIGHTJAR_AVX2 inline Bytes load(const char* from) {
  return {_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from)),
          _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from + 32))};
}

/// A bit for each byte that equals `c`, the first byte's the lowest.
NIGHTJAR_AVX2 inline std::uint64_t equal(const Bytes& bytes, char c) {
  const auto wanted = _mm256_set1_epi8(c);
  const auto low =
      static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes.low, wanted)));
  const auto high =
      static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes.high, wanted)));
  return low | std::uint64_t{high} << 32;
}

/// Each bit becomes the exclusive or of itself and all lower bits: from the mask of quotes, the
/// mask of quoted bytes. It is the carry-less product with all ones.
NIGHTJAR_AVX2 inline std::uint64_t prefix_xor(std::uint64_t bits) {
  const auto product = _mm_clmulepi64_si128(_mm_set_epi64x(0, static_cast<long long>(bits)),
                                            _mm_set1_epi8(static_cast<char>(0xff)), 0);
  return static_cast<std::uint64_t>(_mm_cvtsi128_si64(product));
}

/// All ones if the highest bit is set, otherwise zero.
inline std::uint64_t spread_highest(std::uint64_t bits) {
  return bits >> 63 != 0 ? ~std::uint64_t{0} : 0;
}

/// The bytes that a preceding backslash makes literal: those after an odd run of backslashes. Runs
/// that start at odd and at even bits are distinguished by the carry of an addition. `carry` says
/// whether the block before, and on return this one, ends in such a run.
inline std::uint64_t find_escaped(std::uint64_t backslashes, std::uint64_t& carry) {
  if (backslashes == 0) return std::exchange(carry, 0);
  constexpr std::uint64_t even_bits = 0x5555555555555555;
  backslashes &= ~carry;
  const auto after_backslash = backslashes << 1 | carry;
  const auto odd_starts = backslashes & ~even_bits & ~after_backslash;
  const auto even_runs = odd_starts + backslashes;
  carry = even_runs < odd_starts ? 1 : 0;
  return (even_bits ^ (even_runs << 1)) & after_backslash;
}

/// The closing bracket that brings the depth to zero: its bit, or 64 if none does.
NIGHTJAR_AVX2 inline unsigned last_close(std::uint64_t opens, std::uint64_t closes,
                                         std::int64_t depth) {
  while (closes != 0) {
    const auto below = closes ^ (closes - 1);  // and itself, which is no opening bracket
    depth -= 1;
    if (depth + std::popcount(opens & below) == 0) {
      return static_cast<unsigned>(std::countr_zero(closes));
    }
    closes &= closes - 1;
  }
  return step;
}

}  // namespace

NIGHTJAR_AVX2 const char* find_close(const char* begin, const char* end, Nesting& nesting) {
  std::uint64_t in_string = nesting.in_string ? ~std::uint64_t{0} : 0;
  std::uint64_t escaped = nesting.escaped ? 1 : 0;
  std::int64_t depth = nesting.depth;
  const char* at = begin;
  for (; static_cast<std::size_t>(end - at) >= step; at += step) {
    const auto bytes = load(at);
    const auto quotes = equal(bytes, '"') & ~find_escaped(equal(bytes, '\\'), escaped);
    const auto strings = prefix_xor(quotes) ^ in_string;
    const auto opens = equal(bytes, nesting.open) & ~strings;
    const auto closes = equal(bytes, nesting.close) & ~strings;
    // Only then can the depth reach zero within the block.
    if (std::popcount(closes) >= depth) {
      const auto last = last_close(opens, closes, depth);
      if (last != step) {
        nesting = {.open = nesting.open, .close = nesting.close};
        return at + last + 1;
      }
    }
    depth += std::popcount(opens) - std::popcount(closes);
    in_string = spread_highest(strings);
  }
  nesting.in_string = in_string != 0;
  nesting.escaped = escaped != 0;
  nesting.depth = depth;
  return plain::find_close(at, end, nesting);
}

namespace {

/// Of 64 bytes of CSV: a bit for each.
struct Found {
  std::uint64_t newlines;
  std::uint64_t quotes;
  std::uint64_t quoted;  ///< from an opening quote on, up to before the closing one
};

bool may_precede_quote(const CsvMarks& marks, char c) {
  return c == marks.delimiter || c == '\n' || c == marks.quote;
}

/// The quotes at the beginning of a field, if no quote in the block is out of place: every opening
/// quote comes after a comma, a line break, or (the second of two) a quote.
NIGHTJAR_AVX2 inline std::optional<std::uint64_t> opening_quotes(const Bytes& bytes,
                                                                 const CsvMarks& marks,
                                                                 const Found& found,
                                                                 char previous) {
  const auto opening = found.quotes & found.quoted;
  const auto before = equal(bytes, marks.delimiter) | found.newlines | found.quotes;
  const auto allowed = before << 1 | (may_precede_quote(marks, previous) ? 1U : 0U);
  if ((opening & ~allowed) != 0) return std::nullopt;
  return opening & ~(found.quotes << 1 | (previous == marks.quote ? 1U : 0U));
}

/// The bytes before `end`, in the format of CsvState::recent.
std::uint32_t last_four(const char* end) {
  std::uint32_t bytes = 0;
  std::memcpy(&bytes, end - sizeof bytes, sizeof bytes);
  return __builtin_bswap32(bytes);
}

CsvState::Field field_after(const CsvMarks& marks, char previous, std::uint64_t in_quotes) {
  if (in_quotes != 0) return CsvState::Field::quoted;
  if (previous == marks.quote) return CsvState::Field::after_quote;
  return previous == marks.delimiter || previous == '\n' ? CsvState::Field::begin
                                                         : CsvState::Field::unquoted;
}

}  // namespace

NIGHTJAR_AVX2 bool find_csv_records(std::string_view piece, const CsvMarks& marks,
                                    std::size_t max_field_bytes, CsvState& state,
                                    std::vector<Extent>& records) {
  CsvState at = state;
  const char* byte = piece.data();
  const char* const end = byte + piece.size();
  for (; static_cast<std::size_t>(end - byte) >= step; byte += step) {
    const auto bytes = load(byte);
    const std::uint64_t in_quotes = at.field == CsvState::Field::quoted ? ~std::uint64_t{0} : 0;
    Found found{
        .newlines = equal(bytes, '\n'), .quotes = equal(bytes, marks.quote), .quoted = in_quotes};
    if (found.quotes != 0) {
      found.quoted ^= prefix_xor(found.quotes);
      const auto opening = opening_quotes(bytes, marks, found, at.previous());
      const bool goes_on = in_quotes != 0 || at.field == CsvState::Field::after_quote;
      const bool may_be_too_long = goes_on && at.end + step - at.quote_begin > max_field_bytes;
      // The plain scan handles a quote inside an unquoted field.
      if (!opening || may_be_too_long || max_field_bytes < step ||
          (at.field == CsvState::Field::unquoted && at.previous() == marks.quote)) {
        if (!plain::find_csv_records({byte, step}, marks, max_field_bytes, at, records)) {
          state = at;
          return false;
        }
        continue;
      }
      if (*opening != 0)
        at.quote_begin = at.end + step - 1 - static_cast<unsigned>(std::countl_zero(*opening));
    }
    for (auto breaks = found.newlines & ~found.quoted; breaks != 0; breaks &= breaks - 1) {
      const auto bit = static_cast<unsigned>(std::countr_zero(breaks));
      const auto line_end = at.end + bit;
      end_csv_record(line_end, bit == 0 ? at.previous() : byte[bit - 1], at.record_begin, records);
      at.record_begin = line_end + 1;
    }
    at.recent = last_four(byte + step);
    at.field = field_after(marks, at.previous(), spread_highest(found.quoted));
    at.end += step;
  }
  state = at;
  return plain::find_csv_records({byte, static_cast<std::size_t>(end - byte)}, marks,
                                 max_field_bytes, state, records);
}

NIGHTJAR_AVX2 std::uint64_t count_newlines(std::string_view text) {
  std::uint64_t count = 0;
  for (; text.size() >= step; text.remove_prefix(step)) {
    count += static_cast<std::uint64_t>(std::popcount(equal(load(text.data()), '\n')));
  }
  return count + plain::count_newlines(text);
}

}  // namespace nightjar::reading::avx2

#endif
