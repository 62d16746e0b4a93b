#include <stdexcept>

#include "interop/awkward_mail.hpp"
#include "interop/mail_owner.hpp"
#include "peer.hpp"
#include "super_server.hpp"
#include "unpacked_root.hpp"

namespace pop3kit::interop {
namespace {

using namespace std::string_literals;

constexpr auto spool = "/var/mail/alice";
constexpr std::string_view postmark = "From alice@example.org Tue Mar 17 09:00:00 2026\n";

/// popa3d in a root of its own, with users and a PAM service of its own. It knows no TLS.
class popa3d_server final : public peer {
 public:
  explicit popa3d_server(const std::vector<std::string>& files) {
    const auto ids = std::to_string(owner_.user) + ":" + std::to_string(owner_.group);
    root_.write("/etc/pam.d/popa3d", "auth required pam_unix.so\naccount required pam_unix.so\n");
    root_.write("/etc/passwd", "root:x:0:0::/:\npopa3d:x:71:71::/var/empty:\nalice:x:" + ids + "::/:\n");
    root_.write("/etc/group", "root:x:0:\npopa3d:x:71:\nmail:x:" + std::to_string(owner_.group) + ":\n");
    const auto password = run({"/usr/bin/openssl", "passwd", "-1", "s3cret"}).output;
    root_.write("/etc/shadow", "alice:" + password.substr(0, password.find('\n')) + ":1::::::\n");
    root_.make_folder("/var/empty");
    std::string mailbox;
    for (const auto& file : files) mailbox.append(postmark).append(popa3d().kept(file)).append("\n");
    root_.write(spool, mailbox);
    std::filesystem::permissions(root_.path(spool), std::filesystem::perms{0600});
    owner_.take(root_.path("/var/mail"));
    server_ = std::make_unique<super_server>(root_.running({"/usr/sbin/popa3d"}));
  }

  [[nodiscard]] std::uint16_t port(security /*how*/) const override { return server_->port(); }
  [[nodiscard]] const std::string& ca_pem() const override { return no_ca_; }

  [[nodiscard]] std::vector<std::string> stored() const override {
    const std::string mailbox = read_file(root_.path(spool));
    std::vector<std::string> messages;
    for (std::size_t at = 0; at < mailbox.size();) {
      const auto begin = at + postmark.size();
      at = std::min(mailbox.find("\n" + std::string(postmark), begin), mailbox.size() - 1) + 1;
      // A blank line ends each message in a mailbox.
      messages.push_back(mailbox.substr(begin, at - begin - 1));
    }
    return messages;
  }

 private:
  mail_owner owner_;
  unpacked_root root_{"popa3d"};
  std::string no_ca_;
  std::unique_ptr<super_server> server_;
};

}  // namespace

peer_kind popa3d() {
  return {.name = "popa3d",
          .version = "1.0.3",
          .protections = {security::none},
          .mechanisms = {},
          .utf8 = utf8_mode::off,
          .announces_capabilities = false,
          .start = [](const std::vector<std::string>& files) -> std::unique_ptr<peer> {
            return std::make_unique<popa3d_server>(files);
          },
          // Lines of a mailbox end.
          .kept = [](const std::string& file) { return file.ends_with('\n') ? file : file + '\n'; },
          .nul_sent = "before\0behind\r\nnext\r\n"s,
          .served =
              [](const std::string& kept) {
                // The blank line that ends a message in a mailbox ends its header too, if there is no body.
                return with_crlf(kept.find("\n\n") == std::string::npos ? kept + '\n' : kept);
              }};
}

}  // namespace pop3kit::interop
