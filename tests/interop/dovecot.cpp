#include "dovecot.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "mail_owner.hpp"
#include "server_certificate.hpp"

namespace pop3kit::interop {
namespace {

/// Two different ports that were free a moment ago.
std::array<std::uint16_t, 2> free_ports() {
  std::array<std::uint16_t, 2> ports{};
  std::array<int, 2> sockets{};
  for (std::size_t i = 0; i < 2; ++i) {
    sockets[i] = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(sockets[i], generic, size) != 0 || ::getsockname(sockets[i], generic, &size) != 0) {
      throw std::system_error(errno, std::generic_category(), "bind");
    }
    ports[i] = ntohs(address.sin_port);
  }
  for (const int each : sockets) ::close(each);
  return ports;
}

std::string unprivileged_settings(const mail_owner& owner) {
  if (::geteuid() == 0) return {};
  return "default_internal_user = " + owner.name + "\ndefault_login_user = " + owner.name +
         "\ndefault_internal_group =\nservice pop3-login {\n  chroot =\n}\nservice anvil {\n  chroot =\n}\n"
         "service stats {\n  chroot =\n}\n";
}

/// Settings whose names are those of every version.
constexpr auto fixed_settings = R"(
protocols = pop3
listen = 127.0.0.1
log_path = /dev/stderr
ssl = yes
auth_mechanisms = plain
auth_failure_delay = 0
first_valid_uid = 1
mail_max_userip_connections = 100
pop3_lock_session = no
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
)";

/// Where the mail, the certificate and the accounts are, as Dovecot 2.3 is told it.
std::string settings_of_2_3(const std::string& here, const mail_owner& owner) {
  return "ssl_cert = <" + here + "/certificate.pem\nssl_key = <" + here + "/key.pem\nmail_location = maildir:" + here +
         "/mail:INDEX=" + here +
         "/index\ndisable_plaintext_auth = no\npassdb {\n  driver = static\n  args = user=alice password=s3cret\n}\n" +
         "userdb {\n  driver = static\n  args = uid=" + std::to_string(owner.user) +
         " gid=" + std::to_string(owner.group) + " home=" + here + "/index\n}\n";
}

/// The same as Dovecot 2.4 is told it.
std::string settings_of_2_4(const std::string& here, const mail_owner& owner) {
  return "ssl_server_cert_file = " + here + "/certificate.pem\nssl_server_key_file = " + here +
         "/key.pem\nmail_driver = maildir\nmail_path = " + here + "/mail\nmail_index_path = " + here +
         "/index\nauth_allow_cleartext = yes\npassdb static {\n  password = s3cret\n  fields {\n    user = alice\n  "
         "}\n}\n" +
         "userdb static {\n  fields {\n    uid = " + std::to_string(owner.user) +
         "\n    gid = " + std::to_string(owner.group) + "\n    home = " + here + "/index\n  }\n}\n";
}

}  // namespace

dovecot::dovecot(const std::vector<std::string>& messages, const std::string& settings) {
  certify();
  fill_maildir(messages);
  // A port that was free may be taken before Dovecot has it: then it says so and ends, and others are tried.
  for (int attempt = 0; attempt < 5; ++attempt) {
    if (start(settings)) return;
  }
  throw std::runtime_error("Dovecot does not start:\n" + log());
}

const std::string& dovecot::version() {
  static const std::string known = [] {
    const std::string said = run({POP3KIT_DOVECOT, "--version"}).output;
    return said.substr(0, said.find_first_of(" -\n"));
  }();
  return known;
}

bool dovecot::is_2_3() {
  return version().starts_with("2.3.");
}

dovecot::~dovecot() {
  process_->terminate();
}

void dovecot::certify() {
  const server_certificate made;
  ca_pem_ = made.ca_pem;
  folder_.write("certificate.pem", made.certificate_pem);
  folder_.write("key.pem", made.private_key_pem);
}

void dovecot::fill_maildir(const std::vector<std::string>& messages) {
  const mail_owner owner;
  for (const auto* part : {"mail/cur", "mail/new", "mail/tmp", "run", "state", "index"}) {
    std::filesystem::create_directories(folder_.path() / part);
  }
  for (std::size_t i = 0; i < messages.size(); ++i) {
    folder_.write("mail/cur/" + std::to_string(1'700'000'000 + i) + ".M1P1.interop:2,", messages[i]);
  }
  owner.take(folder_.path() / "mail");
  owner.take(folder_.path() / "index");
}

std::string dovecot::configuration() const {
  const mail_owner owner;
  const auto here = folder_.path().string();
  // Dovecot 2.4 demands these two before everything else.
  const std::string versions =
      is_2_3() ? "" : "dovecot_config_version = " + version() + "\ndovecot_storage_version = " + version() + "\n";
  return versions + "base_dir = " + here + "/run\nstate_dir = " + here + "/state\n" +
         (is_2_3() ? settings_of_2_3(here, owner) : settings_of_2_4(here, owner)) +
         "service pop3-login {\n  inet_listener pop3 {\n    port = " + std::to_string(port_) +
         "\n  }\n  inet_listener pop3s {\n    port = " + std::to_string(tls_port_) + "\n    ssl = yes\n  }\n}\n" +
         fixed_settings + unprivileged_settings(owner);
}

bool dovecot::start(const std::string& settings) {
  const auto ports = free_ports();
  port_ = ports[0];
  tls_port_ = ports[1];
  const auto file = folder_.write("dovecot.conf", configuration() + settings);
  if (follower_.joinable()) follower_.join();
  log_.clear();
  process_ = std::make_unique<child_process>(std::vector<std::string>{POP3KIT_DOVECOT, "-F", "-c", file.string()},
                                             child_process::listen_to::standard_error);
  std::promise<bool> listening;
  auto known = listening.get_future();
  follower_ = std::jthread([this, descriptor = process_->output(), promise = std::move(listening)]() mutable {
    follow_log(descriptor, std::move(promise));
  });
  const bool told = known.wait_for(std::chrono::seconds{30}) == std::future_status::ready && known.get();
  if (!told) process_->terminate();
  return told;
}

void dovecot::follow_log(int descriptor, std::promise<bool> listening) {
  bool told = false;
  std::array<char, 4096> room{};
  for (;;) {
    const auto got = ::read(descriptor, room.data(), room.size());
    if (got < 0 && errno == EINTR) continue;
    const std::lock_guard lock{log_mutex_};
    if (got > 0) log_.append(room.data(), static_cast<std::size_t>(got));
    const bool up = log_.find("starting up for") != std::string::npos;
    if (!told && (up || got <= 0)) listening.set_value(up);
    told = told || up;
    if (got <= 0) return;
  }
}

std::vector<std::string> dovecot::stored() const {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path() / "mail/cur")) files.push_back(entry);
  std::sort(files.begin(), files.end());
  std::vector<std::string> messages;
  for (const auto& file : files) messages.push_back(read_file(file));
  return messages;
}

std::string dovecot::log() const {
  const std::lock_guard lock{log_mutex_};
  return log_;
}

}  // namespace pop3kit::interop
