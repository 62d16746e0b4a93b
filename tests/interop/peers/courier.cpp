#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "interop/mail_owner.hpp"
#include "interop/server_certificate.hpp"
#include "peer.hpp"
#include "super_server.hpp"
#include "unpacked_root.hpp"

namespace pop3kit::interop {
namespace {

using namespace std::string_literals;

constexpr auto authentication_settings = R"(authmodulelist="authuserdb"
authmodulelistorig="authuserdb"
daemons=2
DEBUG_LOGIN=0
DEFAULTOPTIONS=""
)";
constexpr auto authentication_socket = "/run/courier/authdaemon/socket";
constexpr auto maildir = "/alice/Maildir";

/// Output of a program that reads its instructions from standard input.
std::string answer_of(const std::string& program, const std::string& input) {
  const auto done = run({"/bin/sh", "-c", "printf '%s' \"$1\" | exec " + program, "sh", input});
  if (done.status != 0) throw std::runtime_error(program + " failed");
  return done.output.substr(0, done.output.find('\n'));
}

std::vector<std::string> pop3_login(const std::string& mechanisms, bool stls) {
  return {"/usr/bin/env",
          "MAILDIRPATH=Maildir",
          "POP3_PROXY=0",
          "POP3AUTH=" + mechanisms,
          "POP3AUTH_TLS=" + mechanisms,
          "POP3_STARTTLS="s + (stls ? "YES" : "NO"),
          "POP3_TLS="s + (stls ? "0" : "1"),
          "COURIERTLS=/usr/bin/couriertls",
          "TLS_CERTFILE=/etc/courier/server.pem",
          "TLS_VERIFYPEER=NONE"};
}

const std::vector<std::string> login_and_session{"/usr/lib/courier/courier/courierpop3login",
                                                 "/usr/lib/courier/courier/courierpop3d", "Maildir"};

/// Courier's authentication daemon and two acceptors, plain and TLS, in a root of their own.
class courier_server final : public peer {
 public:
  explicit courier_server(const std::vector<std::string>& files) {
    fill_maildir(files);
    register_alice();
    root_.write("/etc/courier/server.pem", certificate_.certificate_pem + certificate_.private_key_pem);
    start_authentication();
    plain_ = std::make_unique<super_server>(within(pop3_login(mechanisms_, true), login_and_session));
    std::vector<std::string> tls{"/usr/bin/couriertls", "-server", "-tcpd"};
    tls.insert(tls.end(), login_and_session.begin(), login_and_session.end());
    tls_ = std::make_unique<super_server>(within(pop3_login(mechanisms_, false), tls));
  }

  [[nodiscard]] std::uint16_t port(security how) const override {
    return how == security::implicit ? tls_->port() : plain_->port();
  }
  [[nodiscard]] const std::string& ca_pem() const override { return certificate_.ca_pem; }

  /// It says +OK to QUIT before it removes anything.
  [[nodiscard]] std::vector<std::string> stored() const override {
    plain_->wait_for_sessions();
    tls_->wait_for_sessions();
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(root_.path(maildir) / "cur")) found.push_back(entry);
    std::ranges::sort(found);
    std::vector<std::string> messages;
    for (const auto& file : found) messages.push_back(read_file(file));
    return messages;
  }

 private:
  void fill_maildir(const std::vector<std::string>& files) {
    for (const auto* part : {"/cur", "/new", "/tmp"}) root_.make_folder(maildir + std::string(part));
    for (std::size_t i = 0; i < files.size(); ++i) {
      root_.write(maildir + "/cur/"s + std::to_string(1'700'000'000 + i) + ".M1P1.interop:2,", files[i]);
    }
    owner_.take(root_.path("/alice"));
  }

  /// Its database of users, written by its own programs.
  void register_alice() {
    const auto bin = root_.path("/usr").string();
    const auto password = answer_of("openssl passwd -1 -stdin", "s3cret");
    const auto for_cram =
        answer_of("env LD_LIBRARY_PATH=" + bin + "/lib " + bin + "/sbin/userdbpw -hmac-md5", "s3cret\ns3cret\n");
    root_.make_folder("/etc/courier");
    const auto enter = [&](const std::string& database, const std::string& entry) {
      const auto file = root_.path("/etc/courier/" + database).string();
      answer_of(bin + "/lib/courier/courier-authlib/makedatprog - " + file + ".tmp " + file,
                "alice\t" + entry + "\n\n.\n");
    };
    enter("userdb.dat", "uid=" + std::to_string(owner_.user) + "|gid=" + std::to_string(owner_.group) +
                            "|home=/alice|mail=" + maildir + "|_=");
    enter("userdbshadow.dat", "systempw=" + password + "|hmac-md5pw=" + for_cram);
    root_.write("/etc/courier/authdaemonrc", authentication_settings);
    root_.write("/etc/passwd", owner_.name + ":x:" + std::to_string(owner_.user) + ":" + std::to_string(owner_.group) +
                                   "::/alice:\ncourier:x:" + std::to_string(owner_.user) + ":" +
                                   std::to_string(owner_.group) + "::/:\n");
    root_.write("/etc/group", owner_.group_name + ":x:" + std::to_string(owner_.group) + ":\n");
    root_.write("/dev/null", "");
  }

  void start_authentication() {
    root_.make_folder(std::filesystem::path(authentication_socket).parent_path());
    authentication_ = std::make_unique<child_process>(root_.running({"/usr/lib/courier/courier-authlib/authdaemond"}),
                                                      child_process::listen_to::standard_output);
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (!std::filesystem::exists(root_.path(authentication_socket))) {
      if (std::chrono::steady_clock::now() > patience) throw std::runtime_error("authdaemond does not start");
      std::this_thread::yield();
    }
  }

  [[nodiscard]] std::vector<std::string> within(std::vector<std::string> environment,
                                                const std::vector<std::string>& program) const {
    const auto whole = root_.running(program);
    environment.insert(environment.end(), whole.begin(), whole.end());
    return environment;
  }

  mail_owner owner_;
  server_certificate certificate_;
  std::string mechanisms_ = "LOGIN PLAIN CRAM-MD5";
  unpacked_root root_{"courier"};
  std::unique_ptr<child_process> authentication_;
  std::unique_ptr<super_server> plain_;
  std::unique_ptr<super_server> tls_;
};

}  // namespace

peer_kind courier() {
  return {.name = "Courier",
          .version = "1.0.16",
          .protections = {security::none, security::stls, security::implicit},
          .mechanisms = {"PLAIN", "LOGIN", "CRAM-MD5"},
          .utf8 = utf8_mode::automatic,
          .announces_capabilities = true,
          .start = [](const std::vector<std::string>& files) -> std::unique_ptr<peer> {
            return std::make_unique<courier_server>(files);
          },
          .kept = [](const std::string& file) { return file; },
          .nul_sent = "before\0behind\r\nnext\r\n"s,
          .served = with_crlf};
}

}  // namespace pop3kit::interop
