#include "compression/archive_source.hpp"

#include <algorithm>
#include <exception>
#include <iterator>
#include <string_view>
#include <vector>

#include <archive.h>
#include <archive_entry.h>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/spelling.hpp"
#include "base/utf8_locale.hpp"
#include "base/wildcard.hpp"
#include "compression/expansion.hpp"
#include "compression/read_entry.hpp"
#include "compression/unpack.hpp"

namespace nightjar::compression {
namespace {

constexpr std::size_t block_bytes = std::size_t{256} << 10;
constexpr auto check_member = "check the feed's member, and what the vendor delivers";

/// The bytes of the name as in the zip: their encoding is often not specified.
std::string name_of(archive_entry* entry) {
  const char* name = archive_entry_pathname(entry);
  return name != nullptr ? name : std::string();
}

/// Files that macOS adds to each zip (`__MACOSX/`, `.DS_Store`) and other hidden files are not
/// meant as deliveries.
bool is_meant(const std::string& name) {
  constexpr std::string_view resources = "__MACOSX/";
  const bool is_resource =
      name.starts_with(resources) || name.find(fmt::format("/{}", resources)) != name.npos;
  return !is_resource && !is_hidden(name);
}

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t at_most = 10;
  std::vector<std::string> texts;
  std::transform(names.begin(), names.end(), std::back_inserter(texts), shown);
  return enumeration(texts, at_most);
}

}  // namespace

struct ArchiveSource::Unpacker {
  Unpacker(ArchiveKind wanted, const std::filesystem::path& path, const std::string& member,
           const ExpansionLimits& limits)
      : kind(wanted), expansion(path, member, limits) {
    if (archive == nullptr) throw Transient("libarchive: out of memory");
  }
  ~Unpacker() { archive_read_free(archive); }
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;

  void open(const std::filesystem::path& path, const ExpansionLimits& limits) {
    if (kind == ArchiveKind::tar) return open_tar(path, limits);
    // The reader that needs the directory at the end of the file, so that a truncated zip is
    // refused before anything is read from it.
    archive_read_support_format_zip_seekable(archive);
    if (archive_read_open_filename(archive, path.c_str(), block_bytes) != ARCHIVE_OK) fail();
  }

  /// The whole is unpacked by unpack(), which detects damage that libarchive does not.
  void open_tar(const std::filesystem::path& path, const ExpansionLimits& limits) {
    content = unpack(path, limits);
    archive_read_support_format_tar(archive);
    if (archive_read_open(archive, this, nullptr, give, nullptr) != ARCHIVE_OK) fail();
  }

  /// For libarchive, through which no exception may pass.
  static la_ssize_t give(::archive* /*archive*/, void* self, const void** bytes) {
    auto& unpacker = *static_cast<Unpacker*>(self);
    try {
      *bytes = unpacker.block.data();
      return static_cast<la_ssize_t>(unpacker.content->read(unpacker.block));
    } catch (...) {
      unpacker.failure = std::current_exception();
      return -1;
    }
  }

  /// Moves to the next entry, a member or a folder; returns null after the last.
  archive_entry* next() {
    archive_entry* entry = nullptr;
    const int code = archive_read_next_header(archive, &entry);
    if (code == ARCHIVE_EOF) return nullptr;
    if (code != ARCHIVE_OK && code != ARCHIVE_WARN) fail();
    return entry;
  }

  /// Of all members but folders.
  std::vector<std::string> names() {
    std::vector<std::string> names;
    while (archive_entry* entry = next()) {
      const bool is_file = kind == ArchiveKind::zip || archive_entry_filetype(entry) == AE_IFREG;
      const std::string name = name_of(entry);
      if (is_file && !name.ends_with('/')) names.push_back(name);
    }
    // What follows the archive's end belongs to what is checked, too.
    while (content && content->read(block) == block.size()) {
    }
    return names;
  }

  /// Moves to the member of that name; there is only one.
  void go_to(const std::string& name) {
    while (archive_entry* entry = next()) {
      if (name_of(entry) == name) return refuse_encrypted(entry);
    }
    expansion.fail("no such member", fetch_again);
  }

  void refuse_encrypted(archive_entry* entry) const {
    if (archive_entry_is_encrypted(entry) != 0) {
      expansion.fail("encrypted", "the vendor must deliver it without a password");
    }
  }

  [[noreturn]] void fail() const {
    if (failure) std::rethrow_exception(failure);
    const char* text = archive_error_string(archive);
    expansion.fail(fmt::format("damaged, truncated or encrypted: {}",
                               text != nullptr ? text : "no packed data"),
                   fetch_again);
  }

  /// `zip`, `tar archive`
  [[nodiscard]] std::string_view noun() const {
    return kind == ArchiveKind::zip ? "zip" : "tar archive";
  }

  ArchiveKind kind;
  ::archive* archive = archive_read_new();
  Expansion expansion;
  std::unique_ptr<ByteSource> content;  ///< of a tar
  std::vector<char> block = std::vector<char>(block_bytes);
  std::exception_ptr failure;  ///< of reading the content
};

namespace {

std::string check_names(const std::vector<std::string>& names) {
  const bool legible = std::all_of(names.begin(), names.end(),
                                   [](const std::string& name) { return shown(name) == name; });
  return std::string(check_member) + (legible
                                          ? ""
                                          : "; a byte that cannot be shown is written as \\x and "
                                            "two digits: in `member:` write a `?` for each");
}

/// The one of `found` that `member` means.
std::string only_one(const std::vector<std::string>& found, const std::string& member,
                     const Expansion& expansion, std::string_view noun) {
  if (found.size() == 1) return found.front();
  expansion.fail(member.empty()
                     ? fmt::format("the feed names no member; the {} has {}", noun, listed(found))
                     : fmt::format("{} members match: {}", found.size(), listed(found)),
                 check_names(found));
}

/// A workbook is a zip of XML files, none of which is meant as a delivery.
void refuse_workbook(const std::vector<std::string>& all, const Expansion& expansion) {
  const auto has = [&](std::string_view name) {
    return std::find(all.begin(), all.end(), name) != all.end();
  };
  if (has("xl/workbook.xml") || has("xl/workbook.bin")) {
    expansion.fail("the file is an Excel workbook",
                   "have the vendor save it as CSV in UTF-8 and deliver that");
  }
  if (has("mimetype") && has("content.xml")) {
    expansion.fail("the file is an OpenDocument file",
                   "have the vendor save it as CSV in UTF-8 and deliver that");
  }
}

/// The member that is meant: the name itself, or what the pattern matches.
std::string choose(const std::vector<std::string>& all, const std::string& member,
                   const Expansion& expansion, std::string_view noun) {
  std::vector<std::string> meant;
  std::vector<std::string> found;
  std::copy_if(all.begin(), all.end(), std::back_inserter(found),
               [&](const std::string& name) { return !name.empty() && name == member; });
  if (!found.empty()) return only_one(found, member, expansion, noun);
  refuse_workbook(all, expansion);
  std::copy_if(all.begin(), all.end(), std::back_inserter(meant), is_meant);
  std::copy_if(meant.begin(), meant.end(), std::back_inserter(found),
               [&](const std::string& name) { return member.empty() || matches(member, name); });
  if (meant.empty()) {
    expansion.fail(
        fmt::format("the {} {}", noun, all.empty() ? "is empty" : "has only hidden files"),
        check_member);
  }
  if (found.empty()) {
    expansion.fail(fmt::format("no such member; the {} has {}", noun, listed(meant)),
                   check_names(meant));
  }
  return only_one(found, member, expansion, noun);
}

}  // namespace

ArchiveSource::ArchiveSource(ArchiveKind kind, const std::filesystem::path& path,
                             const std::string& member, const ExpansionLimits& limits) {
  // libarchive converts a name that is marked as UTF-8 to the thread's locale, and drops it if that
  // fails.
  const Utf8Locale utf8;
  Unpacker scout(kind, path, member, limits);  // a second one: libarchive cannot go back
  scout.open(path, limits);
  const std::string name = choose(scout.names(), member, scout.expansion, scout.noun());
  unpacker_ = std::make_unique<Unpacker>(kind, path, name, limits);
  unpacker_->open(path, limits);
  unpacker_->go_to(name);
}

ArchiveSource::~ArchiveSource() = default;

std::size_t ArchiveSource::read(std::span<char> buffer) { return read_entry(*unpacker_, buffer); }

}  // namespace nightjar::compression
