#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "curl/client.hpp"
#include "feed/source.hpp"

namespace nightjar::pickup {

using curl::FileState;
using curl::ListingEntry;

/// The folder of a source, local or remote. Names are relative to it and may include folders. Every
/// call throws Transient or Misconfigured if the source cannot be queried.
class Remote {
 public:
  using Sink = std::function<void(std::string_view)>;

  virtual ~Remote() = default;

  /// The address of a file for messages; never with credentials.
  [[nodiscard]] virtual std::string address(const std::string& name) const = 0;
  /// The names in `folder` ("" or "2021/"), without the folder.
  virtual std::vector<std::string> names(const std::string& folder) = 0;
  /// The same with the files' times, if the source reports them in one listing.
  virtual std::vector<curl::ListingEntry> list(const std::string& folder);
  /// The names of folders in `folder`. A server does not say which names are folders: all of its
  /// names.
  virtual std::vector<std::string> folders(const std::string& folder) { return names(folder); }
  /// Nothing if the file does not exist.
  virtual std::optional<FileState> look(const std::string& name) = 0;
  virtual void download(const std::string& name, std::uint64_t offset, const Sink& sink) = 0;
  /// The path of the file if it can be read in place and need not be downloaded.
  [[nodiscard]] virtual std::optional<std::filesystem::path> local_path(
      const std::string& name) const {
    static_cast<void>(name);
    return std::nullopt;
  }
};

/// The remote of a source. Reads the credentials, but does not use the network yet. `watch` is
/// called about once per second during transfers and ends them by throwing. All network operations
/// end at Source::give_up_after from now, with Transient if they are not done; if that is 0, only
/// the other limits of the source apply.
///
/// Throws Misconfigured for a URL or credentials that cannot be used, and for plain FTP that was
/// not explicitly allowed.
std::unique_ptr<Remote> connect(const feed::Source& source, curl::Client::Watch watch = {});

}  // namespace nightjar::pickup
