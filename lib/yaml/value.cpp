#include "yaml/value.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

#include "base/format.hpp"
#include "base/spelling.hpp"

namespace nightjar::yaml {
namespace {

/// The bytes of `16 MiB`; nothing if the text is not a size or exceeds 64 bits.
std::optional<std::size_t> parse_bytes(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, unsigned>, 5> units{
      {{"", 0}, {"KiB", 10}, {"MiB", 20}, {"GiB", 30}, {"TiB", 40}}};
  std::size_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  for (const auto& [unit, shift] : units) {
    if (text != unit) continue;
    if (count > (SIZE_MAX >> shift)) return std::nullopt;
    return count << shift;
  }
  return std::nullopt;
}

/// The seconds of `90s`; nothing if the text is not a duration or is longer than a thousand years.
std::optional<std::chrono::seconds> parse_duration(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::int64_t>, 4> units{
      {{"s", 1}, {"min", 60}, {"h", 3600}, {"d", 86'400}}};
  constexpr std::int64_t longest = std::int64_t{366'000} * 86'400;
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  for (const auto& [unit, seconds] : units) {
    if (text == unit && count >= 0 && count <= longest / seconds) {
      return std::chrono::seconds(count * seconds);
    }
  }
  return std::nullopt;
}

/// In the format of parse_duration(), in the largest unit that leaves no remainder.
std::string text_of(std::chrono::seconds duration) {
  const auto seconds = duration.count();
  if (seconds == 0 || seconds % 60 != 0) return fmt::format("{}s", seconds);
  if (seconds % 3600 != 0) return fmt::format("{}min", seconds / 60);
  return seconds % 86'400 != 0 ? fmt::format("{}h", seconds / 3600)
                               : fmt::format("{}d", seconds / 86'400);
}

std::optional<double> parse_number(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

Value::Value(std::shared_ptr<const Tree> tree, std::string file, std::size_t line,
             std::string label)
    : tree_(std::move(tree)), file_(std::move(file)), line_(line), label_(std::move(label)) {}

Value Value::of_file(const std::filesystem::path& file) {
  return {std::make_shared<const Tree>(load(file)), file.string(), 1, "the file"};
}

Value Value::of_text(std::string_view text, const std::string& file) {
  return {std::make_shared<const Tree>(parse(text, file)), file, 1, "the file"};
}

Value Value::child(const Tree& tree, std::size_t line, std::string label) const {
  return {std::shared_ptr<const Tree>(tree_, &tree), file_, line, std::move(label)};
}

Value Value::labelled(std::string label) const {
  Value copy = *this;
  copy.label_ = std::move(label);
  return copy;
}

void Value::fail(std::string_view message, std::string remedy) const {
  fail_at(file_, line_, message, std::move(remedy));
}

void Value::fail_wanting(std::string_view wanted, std::string remedy) const {
  fail(fmt::format("{} is {}; wanted {}", label_, found(), wanted), std::move(remedy));
}

std::string Value::found() const {
  switch (tree_->kind) {
    case TreeKind::null:
      return "empty";
    case TreeKind::list:
      return "a list";
    case TreeKind::map:
      return "a map";
    case TreeKind::scalar:
      break;
  }
  return fmt::format("\"{}\"", tree_->text);
}

std::string Value::text() const {
  if (tree_->kind != TreeKind::scalar) {
    fail_wanting("a text", "write one text; if it is to be null or empty, in quotes");
  }
  return tree_->text;
}

bool Value::flag() const {
  constexpr std::array<std::pair<std::string_view, bool>, 6> words{{{"yes", true},
                                                                    {"no", false},
                                                                    {"true", true},
                                                                    {"false", false},
                                                                    {"on", true},
                                                                    {"off", false}}};
  for (const auto& [word, meaning] : words) {
    if (tree_->kind == TreeKind::scalar && !tree_->quoted && tree_->text == word) return meaning;
  }
  fail_wanting("yes or no", "write yes or no, without quotes");
}

double Value::number(double least, double most) const {
  const std::string wanted = fmt::format("a number from {} to {}", least, most);
  if (tree_->kind != TreeKind::scalar || tree_->quoted) {
    fail_wanting(wanted, "write a number, without quotes");
  }
  const auto number = parse_number(tree_->text);
  // Negated, so that "nan" does not pass.
  if (!number || !(*number >= least && *number <= most)) {
    fail_wanting(wanted, "write the number alone, without a unit or sign such as %");
  }
  return *number;
}

std::size_t Value::count(std::size_t least, std::size_t most) const {
  const std::string wanted = fmt::format("a whole number from {} to {}", least, most);
  const bool is_plain = tree_->kind == TreeKind::scalar && !tree_->quoted;
  std::size_t number = 0;
  const char* const end = tree_->text.data() + tree_->text.size();
  const auto parsed = std::from_chars(tree_->text.data(), end, number);
  if (!is_plain || parsed.ec != std::errc() || parsed.ptr != end || number < least ||
      number > most) {
    fail_wanting(wanted, "write the number alone, without quotes");
  }
  return number;
}

std::size_t Value::bytes(std::size_t least, std::size_t most) const {
  const std::string wanted = fmt::format("a size from {} to {} bytes", least, most);
  if (tree_->kind != TreeKind::scalar) fail_wanting(wanted, "write a size such as 16 MiB");
  const auto count = parse_bytes(tree_->text);
  if (!count || *count < least || *count > most) {
    fail_wanting(wanted, "write a whole number, alone or followed by KiB, MiB, GiB or TiB");
  }
  return *count;
}

std::chrono::seconds Value::duration(std::chrono::seconds least, std::chrono::seconds most) const {
  const std::string wanted = fmt::format("a time from {} to {}", text_of(least), text_of(most));
  if (tree_->kind != TreeKind::scalar) fail_wanting(wanted, "write a time such as 90s");
  const auto duration = parse_duration(tree_->text);
  if (!duration || *duration < least || *duration > most) {
    fail_wanting(wanted, "write a whole number followed by s, min, h or d");
  }
  return *duration;
}

bool Value::is_map() const { return tree_->kind == TreeKind::map; }

bool Value::is_scalar() const { return tree_->kind == TreeKind::scalar; }

std::size_t Value::word_of(std::span<const std::string> words) const {
  const std::string wanted = fmt::format("one of {}", enumeration(words));
  if (tree_->kind != TreeKind::scalar) fail_wanting(wanted, "write one of these words");
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (tree_->text == words[i]) return i;
  }
  fail_wanting(wanted + suggestion(tree_->text, words), "write one of these words");
}

std::vector<Value> Value::items() const {
  if (tree_->kind == TreeKind::scalar) return {*this};
  if (tree_->kind != TreeKind::list) {
    fail_wanting("a list", "write one text, or several as [a, b]");
  }
  std::vector<Value> values;
  for (std::size_t i = 0; i < tree_->items.size(); ++i) {
    const Tree& item = tree_->items[i];
    values.push_back(child(item, item.line, fmt::format("item {} of {}", i + 1, label_)));
  }
  return values;
}

std::vector<NamedValue> Value::entries() const {
  if (tree_->kind != TreeKind::map) {
    fail_wanting("a map", "write keys with their values, one per line, indented below it");
  }
  std::vector<NamedValue> values;
  for (const Entry& entry : tree_->entries) {
    values.push_back({entry.key, child(entry.value, entry.line,
                                       fmt::format("\"{}\" of {}", entry.key, label_))});
  }
  return values;
}

}  // namespace nightjar::yaml
