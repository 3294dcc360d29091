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

/// The folder of a source, wherever it is. Names are relative to it and may have folders before
/// them. Every call throws Transient or Misconfigured where the source cannot be asked.
class Remote {
 public:
  using Sink = std::function<void(std::string_view)>;

  virtual ~Remote() = default;

  /// What people may see of where a file is; never credentials.
  [[nodiscard]] virtual std::string address(const std::string& name) const = 0;
  /// The names in `folder` ("" or "2021/"), without the folder.
  virtual std::vector<std::string> names(const std::string& folder) = 0;
  /// The same with the files' times, as far as the source tells them in one listing.
  virtual std::vector<curl::ListingEntry> list(const std::string& folder);
  /// Nothing where there is no such file.
  virtual std::optional<FileState> look(const std::string& name) = 0;
  virtual void download(const std::string& name, std::uint64_t offset, const Sink& sink) = 0;
  /// Where the file can be read in place, so that it need not be downloaded.
  [[nodiscard]] virtual std::optional<std::filesystem::path> local_path(
      const std::string& name) const {
    static_cast<void>(name);
    return std::nullopt;
  }
};

/// The remote of a source. Reads the credentials; nothing goes over the network yet. `watch` is
/// called about once a second during transfers and ends them by throwing. Whatever goes over the
/// network ends Source::give_up_after from now, with Transient where it is not done; where that is
/// 0 only the other limits of the source hold.
///
/// Throws Misconfigured for a URL or credentials that cannot be used, and for plain FTP that was
/// not asked for.
std::unique_ptr<Remote> connect(const feed::Source& source, curl::Client::Watch watch = {});

}  // namespace nightjar::pickup
