#include "compression/packed_source.hpp"

#include <clocale>
#include <vector>

#include <archive.h>
#include <archive_entry.h>

#include "base/error.hpp"
#include "base/format.hpp"
#include "compression/expansion.hpp"

namespace nightjar::compression {
namespace {

constexpr std::size_t block_bytes = std::size_t{256} << 10;
constexpr auto check_member = "check the feed's member, and what the vendor delivers";

std::string name_of(archive_entry* entry) {
  // The first is null where the bytes are not UTF-8, the second where the locale has no such
  // letter.
  if (const char* name = archive_entry_pathname_utf8(entry); name != nullptr) return name;
  if (const char* name = archive_entry_pathname(entry); name != nullptr) return name;
  return {};
}

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t enough = 10;
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < enough; ++i) {
    text += (i == 0 ? "" : ", ") + printable(names[i]);
  }
  return names.size() > enough ? text + format(" and {} more", names.size() - enough) : text;
}

/// libarchive converts names to the thread's locale and drops those that do not fit: a service runs
/// in the locale "C", where that would be every name with an accent.
class Utf8Locale {
 public:
  Utf8Locale() : before_(::uselocale(utf8())) {}
  ~Utf8Locale() { ::uselocale(before_); }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  static locale_t utf8() {
    static const locale_t locale = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return locale;
  }

  locale_t before_;
};

}  // namespace

struct PackedSource::Unpacker {
  Unpacker(const std::filesystem::path& path, const std::string& member, const Limits& limits)
      : expansion(path, member, limits) {
    if (archive == nullptr) throw Transient("libarchive: out of memory");
  }
  ~Unpacker() { archive_read_free(archive); }
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;

  void open(const std::filesystem::path& path) {
    if (archive_read_open_filename(archive, path.c_str(), block_bytes) != ARCHIVE_OK) fail();
  }

  /// Goes to the next file in it; gives null behind the last.
  archive_entry* next() {
    archive_entry* entry = nullptr;
    const int code = archive_read_next_header(archive, &entry);
    if (code == ARCHIVE_EOF) return nullptr;
    if (code != ARCHIVE_OK && code != ARCHIVE_WARN) fail();
    return entry;
  }

  void go_to(const std::string& member) {
    std::vector<std::string> seen;
    while (archive_entry* entry = next()) {
      const std::string name = name_of(entry);
      if (name.ends_with('/')) continue;  // a folder
      if (name == member) return refuse_encrypted(entry);
      seen.push_back(name);
    }
    expansion.fail(
        seen.empty() ? "the zip is empty" : format("no such member; there is {}", listed(seen)),
        check_member);
  }

  void refuse_encrypted(archive_entry* entry) const {
    if (archive_entry_is_encrypted(entry) != 0) {
      expansion.fail("encrypted", "the vendor must deliver it without a password");
    }
  }

  [[noreturn]] void fail() const {
    const char* text = archive_error_string(archive);
    expansion.fail(
        format("damaged, truncated or encrypted: {}", text != nullptr ? text : "no packed data"),
        fetch_again);
  }

  ::archive* archive = archive_read_new();
  Expansion expansion;
  bool ended = false;
};

namespace {

/// The name of the only member, by a look of its own: libarchive cannot go back.
std::string only_member(::archive* archive, const Expansion& expansion) {
  std::vector<std::string> names;
  archive_entry* entry = nullptr;
  while (archive_read_next_header(archive, &entry) == ARCHIVE_OK) {
    if (const std::string name = name_of(entry); !name.ends_with('/')) names.push_back(name);
  }
  if (names.size() != 1) {
    expansion.fail(names.empty() ? "the zip is empty"
                                 : format("the feed names no member; there are {}", listed(names)),
                   check_member);
  }
  return names.front();
}

void expect_zip(::archive* archive) {
  // The reader that needs the directory at the end of the file, so that a zip that lacks its tail
  // is refused before anything is read from it.
  archive_read_support_format_zip_seekable(archive);
  archive_read_set_options(archive, "hdrcharset=UTF-8");
}

}  // namespace

PackedSource::PackedSource(const std::filesystem::path& path, const Limits& limits)
    : unpacker_(std::make_unique<Unpacker>(path, std::string(), limits)) {
  archive_read_support_filter_zstd(unpacker_->archive);
  archive_read_support_format_raw(unpacker_->archive);
  archive_read_support_format_empty(unpacker_->archive);  // raw does not take packed nothing
  unpacker_->open(path);
  unpacker_->ended = unpacker_->next() == nullptr;
}

PackedSource::PackedSource(const std::filesystem::path& path, const std::string& member,
                           const Limits& limits)
    : unpacker_(std::make_unique<Unpacker>(path, member, limits)) {
  const Utf8Locale utf8;
  std::string name = member;
  if (name.empty()) {
    Unpacker scout(path, name, limits);
    expect_zip(scout.archive);
    scout.open(path);
    name = only_member(scout.archive, scout.expansion);
  }
  expect_zip(unpacker_->archive);
  unpacker_->open(path);
  unpacker_->go_to(name);
}

PackedSource::~PackedSource() = default;

std::size_t PackedSource::read(std::span<char> buffer) {
  std::size_t filled = 0;
  while (filled < buffer.size() && !unpacker_->ended) {
    const la_ssize_t got =
        archive_read_data(unpacker_->archive, buffer.data() + filled, buffer.size() - filled);
    if (got < 0) unpacker_->fail();
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
    const la_int64_t packed = archive_filter_bytes(unpacker_->archive, -1);
    unpacker_->expansion.count(static_cast<std::size_t>(got), static_cast<std::uint64_t>(packed));
  }
  return filled;
}

}  // namespace nightjar::compression
