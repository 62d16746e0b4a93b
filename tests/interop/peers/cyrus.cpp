#include <chrono>
#include <stdexcept>
#include <thread>

#include "interop/awkward_mail.hpp"
#include "interop/child_process.hpp"
#include "interop/free_port.hpp"
#include "interop/mail_owner.hpp"
#include "interop/raw_session.hpp"
#include "interop/scratch_folder.hpp"
#include "interop/server_certificate.hpp"
#include "peer.hpp"

namespace pop3kit::interop {
namespace {

using namespace std::string_literals;

/// Cyrus 3.10 does not offer STLS unless it is told to; Cyrus 3.6 ignores this setting.
constexpr auto fixed_settings = R"(servername: localhost
allowplaintext: yes
allowstarttls: yes
allowapop: yes
popminpoll: 0
autocreate_quota: 0
autocreate_post: yes
mailbox_legacy_dirs: yes
failedloginpause: 0
tls_session_timeout: 0
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_mech_list: PLAIN LOGIN CRAM-MD5 DIGEST-MD5 SCRAM-SHA-1 SCRAM-SHA-256
)";

/// Cyrus with a master process, a spool and a database of passwords of its own.
class cyrus_server final : public peer {
 public:
  explicit cyrus_server(const std::vector<std::string>& files) {
    for (const auto* part : {"conf/db", "conf/socket", "spool", "proc", "lock"}) {
      std::filesystem::create_directories(folder_.path() / part);
    }
    folder_.write("certificate.pem", certificate_.certificate_pem);
    folder_.write("key.pem", certificate_.private_key_pem);
    configuration_ = folder_.write("imapd.conf", settings());
    must_run("printf s3cret | " + program("/usr/sbin/saslpasswd2") + " -p -c -u localhost -f " +
             (folder_.path() / "sasldb2").string() + " alice");
    owner_.take(folder_.path());
    start();
    // The first login makes the maildrop.
    static_cast<void>(log_in());
    fill_spool(files);
  }
  cyrus_server(const cyrus_server&) = delete;
  cyrus_server& operator=(const cyrus_server&) = delete;
  /// Not by SIGTERM: its master then waits for children in a loop that never ends while a connection that no child
  /// accepted is left, as a client leaves it that needs fewer connections than it opened.
  ~cyrus_server() override { process_->kill(); }

  [[nodiscard]] std::uint16_t port(security how) const override {
    return how == security::implicit ? tls_port_ : port_;
  }
  [[nodiscard]] const std::string& ca_pem() const override { return certificate_.ca_pem; }

  /// It may keep the files of removed messages; its list of unique-ids shows which are left.
  [[nodiscard]] std::vector<std::string> stored() const override {
    const auto session = log_in();
    session->ask("UIDL");
    std::vector<std::string> messages;
    for (const auto& line : session->lines()) {
      messages.push_back(read_file(spool() / (line.substr(line.rfind('.') + 1) + ".")));
    }
    session->ask("QUIT");
    return messages;
  }

 private:
  [[nodiscard]] std::string settings() const {
    const auto here = folder_.path().string();
    return "configdirectory: " + here + "/conf\nproc_path: " + here + "/proc\nmboxname_lockpath: " + here +
           "/lock\ndefaultpartition: default\npartition-default: " + here + "/spool\ncyrus_user: " + owner_.name +
           "\ncyrus_group: " + owner_.group_name + "\ntls_server_cert: " + here +
           "/certificate.pem\ntls_server_key: " + here + "/key.pem\nsasl_sasldb_path: " + here + "/sasldb2\n" +
           fixed_settings;
  }

  [[nodiscard]] static std::string program(const std::string& path) {
    const std::string tree = POP3KIT_PEERS "/cyrus";
    return "env LD_LIBRARY_PATH=" + tree + "/usr/lib/x86_64-linux-gnu " + tree + path;
  }
  [[nodiscard]] std::string tool(const std::string& name) const {
    return program("/usr/lib/cyrus/bin/" + name) + " -C " + configuration_.string();
  }
  static void must_run(const std::string& command) {
    if (run({"/bin/sh", "-c", command}).status != 0) throw std::runtime_error(command);
  }

  void start() {
    // Another process may take a free port before Cyrus does. Then another program answers, or none, and other ports
    // are tried.
    for (int attempt = 0; attempt < 5; ++attempt) {
      port_ = free_port();
      tls_port_ = free_port();
      const auto pop3d = POP3KIT_PEERS "/cyrus/usr/lib/cyrus/bin/pop3d -C "s + configuration_.string();
      const auto services = folder_.write(
          "cyrus.conf", "SERVICES {\n  pop3 cmd=\"" + pop3d + "\" listen=\"127.0.0.1:" + std::to_string(port_) +
                            "\" prefork=0\n  pop3s cmd=\"" + pop3d +
                            " -s\" listen=\"127.0.0.1:" + std::to_string(tls_port_) + "\" prefork=0\n}\n");
      process_ = std::make_unique<child_process>(
          std::vector<std::string>{"/bin/sh", "-c",
                                   "exec " + tool("master") + " -M " + services.string() + " -p " +
                                       (folder_.path() / "master.pid").string()},
          child_process::listen_to::standard_output);
      if (listens()) return;
    }
    throw std::runtime_error("Cyrus does not start");
  }

  [[nodiscard]] bool listens() const {
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (!answers(port_) || !answers(tls_port_)) {
      if (std::chrono::steady_clock::now() > patience) return false;
      std::this_thread::yield();
    }
    return raw_session(port_).line().value_or("").find("Cyrus POP3") != std::string::npos;
  }

  /// The session before may still hold the maildrop.
  [[nodiscard]] std::unique_ptr<raw_session> log_in() const {
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (std::chrono::steady_clock::now() < patience) {
      auto session = std::make_unique<raw_session>(port_);
      static_cast<void>(session->line());
      session->ask("USER alice");
      if (session->ask("PASS s3cret").starts_with("+OK")) return session;
    }
    throw std::runtime_error("Cyrus lets nobody in");
  }

  void fill_spool(const std::vector<std::string>& files) const {
    for (std::size_t i = 0; i < files.size(); ++i) {
      folder_.write("spool/user/alice/" + std::to_string(i + 1) + ".", cyrus().kept(files[i]));
    }
    owner_.take(spool());
    must_run(tool("reconstruct") + " user/alice >/dev/null");
  }

  [[nodiscard]] std::filesystem::path spool() const { return folder_.path() / "spool/user/alice"; }

  mail_owner owner_;
  server_certificate certificate_;
  scratch_folder folder_;
  std::filesystem::path configuration_;
  std::uint16_t port_ = 0;
  std::uint16_t tls_port_ = 0;
  std::unique_ptr<child_process> process_;
};

/// It keeps what it serves, but a line without its end.
std::string kept_by_cyrus(const std::string& file) {
  auto kept = as_served(file);
  if (!file.ends_with('\n')) kept.resize(kept.size() - 2);
  return kept;
}

}  // namespace

peer_kind cyrus() {
  return {.name = "Cyrus",
          .version = "3.6.1, 3.10.2",
          .protections = {security::none, security::stls, security::implicit},
          .mechanisms = {"PLAIN", "LOGIN", "CRAM-MD5", "DIGEST-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256", "APOP"},
          .utf8 = utf8_mode::off,
          .announces_capabilities = true,
          .start = [](const std::vector<std::string>& files) -> std::unique_ptr<peer> {
            return std::make_unique<cyrus_server>(files);
          },
          .kept = kept_by_cyrus,
          // It forgets the line from the NUL on, and its end.
          .nul_sent = "beforenext\r\n",
          .served = as_served};
}

}  // namespace pop3kit::interop
