#include "pickup/parts.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <map>
#include <regex>
#include <utility>

#include "base/ascii.hpp"
#include "base/format.hpp"

namespace nightjar::pickup {
namespace {

/// How many missing parts are named. Numbers that are not marked as those of parts are not numbers
/// of parts if they lack more.
constexpr std::size_t most_missing = 1000;

/// A number in the name of a part.
struct PartNumber {
  std::size_t begin = 0;  ///< where its digits are
  std::size_t length = 0;
  std::uint64_t number = 0;
  std::optional<std::uint64_t> total{};
};

using Numbers = std::vector<PartNumber>;

std::optional<std::uint64_t> number_of(std::string_view digits) {
  std::uint64_t number = 0;
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return code == std::errc() ? std::optional(number) : std::nullopt;
}

/// The digits that the text begins with, or what is before the first digit.
std::string_view first_piece(std::string_view text) {
  const std::size_t digits = digits_in_front(text);
  return text.substr(0, digits > 0 ? digits : text.find_first_of("0123456789"));
}

std::vector<std::string_view> pieces_of(std::string_view name) {
  std::vector<std::string_view> pieces;
  while (!name.empty()) {
    pieces.push_back(first_piece(name));
    name.remove_prefix(pieces.back().size());
  }
  return pieces;
}

std::string_view without_zeros(std::string_view digits) {
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

/// Below, equal or above 0.
int compare(std::string_view one, std::string_view other) {
  if (!is_digit(one.front()) || !is_digit(other.front())) return one.compare(other);
  const std::string_view number = without_zeros(one);
  const std::string_view other_number = without_zeros(other);
  if (number.size() != other_number.size()) return number.size() < other_number.size() ? -1 : 1;
  return number.compare(other_number);
}

/// The first group of the expression is the part's number; the second, if any, the total.
std::optional<PartNumber> find_number(const std::string& name, const std::regex& expression) {
  std::smatch match;
  if (!std::regex_search(name, match, expression)) return std::nullopt;
  const auto number = number_of(match[1].str());
  if (!number) return std::nullopt;
  PartNumber found{static_cast<std::size_t>(match.position(1)),
                   static_cast<std::size_t>(match.length(1)), *number};
  if (match.size() > 2) found.total = number_of(match[2].str());
  return found;
}

/// The numbers that are marked as those of parts, if all names have one.
std::optional<Numbers> marked_numbers(const std::vector<std::string>& names) {
  static const std::regex of(R"((\d+)[-_. ]?of[-_. ]?(\d+))", std::regex::icase);
  // Not a date, `part-2024-01-01`.
  static const std::regex part(R"((?:^|[^a-z])part[-_. ]?(\d{1,6})(?!\d|[-_. ]\d))",
                               std::regex::icase);
  for (const std::regex* expression : {&of, &part}) {
    Numbers numbers;
    for (const std::string& name : names) {
      if (const auto number = find_number(name, *expression)) numbers.push_back(*number);
    }
    if (numbers.size() == names.size()) return numbers;
  }
  return std::nullopt;
}

/// The only piece in which names differ, if it is a number; nothing if they differ otherwise.
std::optional<std::size_t> differing_piece(
    const std::vector<std::vector<std::string_view>>& pieces) {
  std::optional<std::size_t> found;
  for (const auto& name : pieces) {
    if (name.size() != pieces.front().size()) return std::nullopt;
    for (std::size_t i = 0; i < name.size(); ++i) {
      if (name[i] == pieces.front()[i]) continue;
      const bool are_numbers = is_digit(name[i].front()) && is_digit(pieces.front()[i].front());
      if (!are_numbers || (found && *found != i)) return std::nullopt;
      found = i;
    }
  }
  return found;
}

/// The numbers in which alone the names differ.
std::optional<Numbers> differing_numbers(const std::vector<std::string>& names) {
  std::vector<std::vector<std::string_view>> pieces(names.size());
  std::transform(names.begin(), names.end(), pieces.begin(), pieces_of);
  const auto piece = differing_piece(pieces);
  if (!piece) return std::nullopt;
  Numbers numbers;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string_view digits = pieces[i][*piece];
    const auto number = number_of(digits);
    if (!number) return std::nullopt;
    numbers.push_back(
        {static_cast<std::size_t>(digits.data() - names[i].data()), digits.size(), *number});
  }
  return numbers;
}

/// The name of the part with this number, after the example of another.
std::string name_with(std::uint64_t number, const std::string& name, const PartNumber& place,
                      std::size_t digits) {
  return name.substr(0, place.begin) + fmt::format("{:0{}}", number, digits) +
         name.substr(place.begin + place.length);
}

/// The check of names that have numbers.
class NumberCheck {
 public:
  /// `are_marked`: as those of parts.
  NumberCheck(const std::vector<std::string>& names, Numbers numbers, bool are_marked)
      : names_(names), numbers_(std::move(numbers)), are_marked_(are_marked) {}

  PartNumbers run() {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const auto [known, is_new] = places_.emplace(numbers_[i].number, i);
      if (!is_new) return {{}, std::pair(names_[known->second], names_[i])};
      if (numbers_[i].total != numbers_[0].total) return {{}, std::pair(names_[0], names_[i])};
    }
    return {missing()};
  }

 private:
  [[nodiscard]] std::vector<std::string> missing() const {
    const std::uint64_t first = places_.contains(0) ? 0 : 1;
    const std::uint64_t by_total = first + numbers_[0].total.value_or(0);
    const std::uint64_t last = std::max(places_.rbegin()->first + 1, by_total);
    std::vector<std::string> names;
    std::size_t before = 0;
    for (std::uint64_t number = first; number < last; ++number) {
      const auto found = places_.find(number);
      if (found != places_.end()) {
        before = found->second;
        continue;
      }
      if (names.size() == most_missing) return are_marked_ ? names : std::vector<std::string>();
      names.push_back(name_with(number, names_[before], numbers_[before], digits()));
    }
    return names;
  }

  /// How many digits a number has at least.
  [[nodiscard]] std::size_t digits() const {
    const auto shortest =
        std::min_element(numbers_.begin(), numbers_.end(),
                         [](const auto& a, const auto& b) { return a.length < b.length; });
    return shortest->length;
  }

  const std::vector<std::string>& names_;
  Numbers numbers_;
  bool are_marked_;
  std::map<std::uint64_t, std::size_t> places_;  ///< of the names, by their numbers
};

}  // namespace

bool comes_before(std::string_view name, std::string_view other) {
  std::string_view one = name;
  std::string_view two = other;
  while (!one.empty() && !two.empty()) {
    const std::string_view piece = first_piece(one);
    const std::string_view other_piece = first_piece(two);
    if (const int order = compare(piece, other_piece); order != 0) return order < 0;
    one.remove_prefix(piece.size());
    two.remove_prefix(other_piece.size());
  }
  if (one.empty() != two.empty()) return one.empty();
  return name < other;  // 07 and 7
}

PartNumbers check_numbers(const std::vector<std::string>& names) {
  if (names.empty()) return {};
  if (auto marked = marked_numbers(names)) return NumberCheck(names, *marked, true).run();
  if (auto numbers = differing_numbers(names)) return NumberCheck(names, *numbers, false).run();
  return {};
}

}  // namespace nightjar::pickup
