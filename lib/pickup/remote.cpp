#include "pickup/remote.hpp"

#include <chrono>
#include <utility>

#include "base/error.hpp"
#include "base/format.hpp"
#include "pickup/access.hpp"
#include "pickup/local_folder.hpp"

namespace nightjar::pickup {
namespace {

/// A folder on a server.
class CurlRemote : public Remote {
 public:
  CurlRemote(curl::Url url, curl::Access access, curl::Client::Watch watch,
             std::chrono::seconds limit)
      : url_(std::move(url)), session_(std::move(access), std::move(watch)) {
    if (limit.count() > 0) session_.finish_by(std::chrono::steady_clock::now() + limit);
  }

  [[nodiscard]] std::string address(const std::string& name) const override {
    return url_.child(name).address();
  }
  std::vector<std::string> names(const std::string& folder) override {
    require_listings();
    return session_.names(url_.child(folder));
  }
  std::vector<curl::ListingEntry> list(const std::string& folder) override {
    require_listings();
    return session_.list(url_.child(folder));
  }
  std::optional<FileState> look(const std::string& name) override {
    return session_.look(url_.child(name));
  }
  void download(const std::string& name, std::uint64_t offset, const Sink& sink) override {
    session_.download(url_.child(name), offset, sink);
  }

 private:
  void require_listings() const {
    if (!url_.scheme().starts_with("http")) return;
    throw Misconfigured(
        fmt::format("{}: HTTP has no directory listing, so a pattern cannot be matched",
                    url_.address()),
        "give the feed's file by its full name");
  }

  curl::Url url_;
  curl::Client session_;
};

}  // namespace

std::vector<curl::ListingEntry> Remote::list(const std::string& folder) {
  std::vector<curl::ListingEntry> files;
  for (std::string& name : names(folder)) files.push_back({std::move(name), std::nullopt});
  return files;
}

std::unique_ptr<Remote> connect(const feed::Source& source, curl::Client::Watch watch) {
  const curl::Url url(source.url);
  if (url.is_local()) return std::make_unique<LocalFolder>(url.folder().local_path());
  if (url.scheme() == "ftp" && source.plain_ftp == feed::PlainFtp::refused) {
    throw Misconfigured(
        fmt::format("{}: plain FTP sends password and data in clear text", url.address()),
        "use ftps:// (FTP with TLS), or allow plain ftp for this source in the configuration");
  }
  return std::make_unique<CurlRemote>(url, access_to(source), std::move(watch),
                                      source.give_up_after);
}

}  // namespace nightjar::pickup
