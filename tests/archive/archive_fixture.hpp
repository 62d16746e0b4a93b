#pragma once

#include <pop3kit/archive.hpp>
#include <pop3kit/client.hpp>
#include <pop3kit/server.hpp>
#include <string>
#include <vector>

#include "files/folder_fixture.hpp"

namespace pop3kit::test {

enum class store_kind { maildir, eml, mbox };

/// A server, and an archive in a folder of the test's own. Each run opens archive and store anew, as a process does.
class archive_test : public folder_test {
 protected:
  server& serve(const std::string& lua) {
    server_.emplace(scenario::parse(lua).value());
    server_->start().value();
    return *server_;
  }
  void play(const std::string& lua) { server_->play(scenario::parse(lua).value()).value(); }

  [[nodiscard]] client_options account() const {
    return {"127.0.0.1", server_->port().value(), {"alice", "s3cret"}, security::none};
  }
  [[nodiscard]] std::unique_ptr<message_store> make_store(file_system& files = native_file_system()) const {
    if (kind_ == store_kind::maildir) return make_maildir_store(path("mail"), files);
    if (kind_ == store_kind::eml) return make_eml_store(path("mail"), files);
    return make_mbox_store(path("mail.mbox"), files);
  }
  result<sync_report> try_run(sync_options how = sync_options(), file_system& files = native_file_system()) const {
    result<archive> opened = archive::open(path("state.sqlite3"), [this] { return now_; }, files);
    if (!opened) return opened.error();
    const auto store = make_store(files);
    how.account = "alice";
    return opened->synchronize(account(), *store, std::move(how));
  }
  sync_report run(sync_options how = sync_options()) const {
    result<sync_report> report = try_run(std::move(how));
    if (!report) throw std::runtime_error(report.error().message());
    EXPECT_EQ(report->failed, 0U);
    return *report;
  }
  [[nodiscard]] std::uint64_t left_on_server() const { return client(account()).get_message_count().value(); }

  /// The messages in the store, with LF line ends and sorted.
  [[nodiscard]] std::vector<std::string> stored() const;
  /// The subjects of these messages.
  [[nodiscard]] std::vector<std::string> subjects() const {
    std::vector<std::string> found;
    for (const std::string& each : stored()) found.push_back(each.substr(9, each.find('\n') - 9));
    return found;
  }
  static sync_options deleting(deletion_policy policy = deletion_policy::delete_stored) {
    sync_options how;
    how.deletion = policy;
    return how;
  }

  store_kind kind_ = store_kind::maildir;
  std::chrono::system_clock::time_point now_{std::chrono::seconds(1'800'000'000)};
  std::optional<server> server_;
};

/// A scenario with these messages, and further keys.
inline std::string mailbox_of(const std::vector<std::string>& messages, const std::string& keys = {}) {
  std::string lua = "return scenario { accounts = { alice = { password = 's3cret', lock = false, mailbox = {";
  for (const std::string& each : messages) lua += "text [=[\n" + each + "]=],\n";
  return lua + "} } }, " + keys + " }";
}

}  // namespace pop3kit::test
