#include "archive/manifest.hpp"

#include <charconv>

#include "base/error.hpp"
#include "base/format.hpp"

namespace nightjar::archive {
namespace {

constexpr std::string_view title = "nightjar archive manifest ";
constexpr std::string_view hex_digits = "0123456789ABCDEF";

/// Escapes blanks, control characters, the comma and the percent sign as %XX, so that a name is one
/// word of a line or of a list of names.
std::string escaped(std::string_view name) {
  std::string result;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte > 0x20 && byte != 0x7f && c != '%' && c != ',';
    result += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return result;
}

/// Reads lines and words from a manifest; throws at the first mismatch.
class Scanner {
 public:
  Scanner(std::string_view text, const std::filesystem::path& file) : rest_(text), file_(file) {}

  /// The next word, up to `end` (a blank, or the line's end).
  std::string_view word(char end) {
    const auto length = rest_.find(end);
    if (length == std::string_view::npos) fail();
    const std::string_view result = rest_.substr(0, length);
    rest_.remove_prefix(length + 1);
    return result;
  }
  void expect(std::string_view label) {
    if (!take(label)) fail();
  }
  bool take(std::string_view label) {
    if (!rest_.starts_with(label)) return false;
    rest_.remove_prefix(label.size());
    return true;
  }
  template <class Number>
  Number number(char end) {
    const std::string_view text = word(end);
    Number value{};
    const auto [stop, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc() || stop != text.data() + text.size()) fail();
    return value;
  }
  std::string name(char end) {
    std::string_view text = word(end);
    std::string result;
    for (; !text.empty(); text.remove_prefix(1)) {
      char c = text.front();
      if (c == '%') {
        if (text.size() < 3) fail();
        c = static_cast<char>(nibble(text[1]) * 16 + nibble(text[2]));
        text.remove_prefix(2);
      }
      result += c;
    }
    return result;
  }
  Instant instant(std::string_view text) {
    const auto value = parse_instant(text);
    if (!value) fail();
    return *value;
  }
  /// The text before the next `end`, to be scanned separately.
  Scanner part(char end) { return {word(end), file_}; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  [[noreturn]] void fail() const {
    throw Misconfigured(
        fmt::format("{}: is not a complete manifest", file_.string()),
        "restore it from a backup; or move it away, and the files of its run are given up");
  }

 private:
  [[nodiscard]] std::size_t nibble(char c) const {
    const auto at = hex_digits.find(c);
    if (at == std::string_view::npos) fail();
    return at;
  }

  std::string_view rest_;
  const std::filesystem::path& file_;
};

bool is_uuid(std::string_view text) {
  constexpr std::string_view pattern = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  constexpr std::string_view digits = "0123456789abcdef";
  if (text.size() != pattern.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool fits = pattern[i] == '-' ? text[i] == '-' : digits.find(text[i]) != digits.npos;
    if (!fits) return false;
  }
  return true;
}

/// Names separated by commas, up to the end of the line.
std::vector<std::string> parse_names(Scanner& scan) {
  std::vector<std::string> names;
  Scanner list = scan.part('\n');
  while (!list.at_end()) names.push_back(list.name(','));
  return names;
}

KeptFile parse_file(Scanner& scan, int version) {
  KeptFile file;
  file.sha256 = scan.word(' ');
  // It becomes part of a path.
  if (file.sha256.size() != 64 ||
      file.sha256.find_first_not_of("0123456789abcdef") != std::string::npos) {
    scan.fail();
  }
  file.bytes = scan.number<std::uint64_t>(' ');
  if (const auto modified = scan.word(' '); modified != "-") file.modified = scan.instant(modified);
  file.name = scan.name(version == 1 ? '\n' : ' ');
  if (version > 1) file.feeds = parse_names(scan);
  return file;
}

}  // namespace

std::string to_text(const Manifest& manifest) {
  const bool has_identity = !manifest.night_id.empty();
  std::string text = fmt::format("{}{}\n", title, has_identity ? 2 : 1);
  if (has_identity) text += fmt::format("night {}\n", manifest.night_id);
  text += fmt::format("run {}\ndataset {}\n", manifest.run_id, escaped(manifest.dataset));
  if (has_identity) text += fmt::format("as_of {}\n", to_string(manifest.as_of.value()));
  text += fmt::format("kept_at {}\n", to_string(manifest.kept_at));
  for (const KeptFile& file : manifest.files) {
    text += fmt::format("file {} {} {} {}", file.sha256, file.bytes,
                        file.modified ? to_string(*file.modified) : "-", escaped(file.name));
    if (has_identity) text += " ";
    for (const std::string& feed : file.feeds) text += escaped(feed) + ",";
    text += "\n";
  }
  return text + "end\n";
}

Manifest parse_manifest(std::string_view text, const std::filesystem::path& file) {
  Scanner scan(text, file);
  Manifest manifest;
  scan.expect(title);
  const int version = scan.number<int>('\n');
  if (version != 1 && version != 2) scan.fail();
  if (version > 1) {
    scan.expect("night ");
    manifest.night_id = scan.word('\n');
    if (!is_uuid(manifest.night_id)) scan.fail();  // it becomes part of a path
  }
  scan.expect("run ");
  manifest.run_id = scan.number<std::int64_t>('\n');
  scan.expect("dataset ");
  manifest.dataset = scan.name('\n');
  if (version > 1) {
    scan.expect("as_of ");
    manifest.as_of = scan.instant(scan.word('\n'));
  }
  scan.expect("kept_at ");
  manifest.kept_at = scan.instant(scan.word('\n'));
  while (scan.take("file ")) manifest.files.push_back(parse_file(scan, version));
  scan.expect("end\n");
  if (!scan.at_end()) scan.fail();
  return manifest;
}

}  // namespace nightjar::archive
