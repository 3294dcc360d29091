#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feed/source.hpp"
#include "pickup/remote.hpp"

namespace nightjar::pickup {

/// One look at a source: what it was asked, each only once, so that all feeds of a dataset are
/// given the same answer. Names include their folders.
class Survey {
 public:
  Survey(Remote& remote, const feed::Source& source) : remote_(remote), source_(source) {}

  [[nodiscard]] const feed::Source& source() const { return source_; }
  /// For messages.
  [[nodiscard]] std::string address(const std::string& name) const { return remote_.address(name); }

  /// Nothing if the file does not exist.
  const std::optional<FileState>& look(const std::string& name);
  /// Its time; Instant::min() if the server does not report it, and nothing if it has disappeared.
  std::optional<Instant> time_of(const std::string& name);
  /// The text of a small file. Throws BadDump if it is not small.
  std::string text_of(const std::string& name);

  /// The names in the pattern's folder that match it, without markers and checksum files.
  /// `with_times`: asks for the files' times too, in the same listing if possible.
  std::vector<std::string> matching(const std::string& pattern, bool with_times = false);
  /// The names in `parent` that match the pattern and may be folders; without `parent`.
  std::vector<std::string> folders(const std::string& parent, const std::string& pattern);

  /// Names with a control character that would have matched.
  [[nodiscard]] const std::vector<std::string>& strays() const { return strays_; }

 private:
  using Listings = std::map<std::string, std::vector<std::string>>;

  const std::vector<std::string>& names(const std::string& folder);
  const std::vector<std::string>& names_with_times(const std::string& folder);
  std::vector<std::string> without_strays(std::vector<std::string> found);

  Remote& remote_;
  const feed::Source& source_;
  Listings names_;
  Listings folders_;
  Listings timed_;
  std::map<std::string, std::optional<FileState>> states_;
  std::map<std::string, Instant> times_;  ///< as the listings reported them
  std::vector<std::string> strays_;
};

/// The text of a small file at the source. Throws BadDump if it is not small.
std::string text_of(Remote& remote, const std::string& name);

}  // namespace nightjar::pickup
