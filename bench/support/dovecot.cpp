#include "support/dovecot.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <thread>

#include "support/channel.hpp"
#include "support/stored_mailbox.hpp"

namespace bench {
namespace {

constexpr auto program = "/usr/sbin/dovecot";

/// Returns the user who owns the mail, because Dovecot never opens mail as root.
const passwd& mail_owner() {
  const passwd* const found = geteuid() == 0 ? getpwnam("mail") : getpwuid(geteuid());
  if (found == nullptr) throw std::runtime_error("no user to own the mail");
  return *found;
}

void give_to_owner(const std::filesystem::path& path) {
  if (geteuid() == 0 && chown(path.c_str(), mail_owner().pw_uid, mail_owner().pw_gid) != 0)
    throw std::runtime_error("chown " + path.string());
}

std::string unprivileged_settings() {
  if (geteuid() == 0) return {};
  return fmt::format(
      "default_internal_user = {0}\ndefault_login_user = {0}\ndefault_internal_group =\n"
      "service pop3-login {{\n chroot =\n}}\nservice anvil {{\n chroot =\n}}\nservice stats {{\n chroot =\n}}\n",
      mail_owner().pw_name);
}

}  // namespace

bool dovecot::installed() {
  return access(program, X_OK) == 0 && access("/usr/lib/dovecot/pop3", X_OK) == 0;
}

dovecot::dovecot(std::size_t count, std::size_t octets) {
  std::string pattern = (std::filesystem::temp_directory_path() / "pop3kit-bench-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp " + pattern);
  folder_ = pattern;
  std::filesystem::permissions(folder_, std::filesystem::perms{0755});
  fill(count, octets);
  start();
}

dovecot::~dovecot() {
  if (process_ > 0) {
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
  }
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void dovecot::fill(std::size_t count, std::size_t octets) const {
  for (const auto* part : {"mail", "mail/cur", "mail/new", "mail/tmp", "run", "state", "home"}) {
    std::filesystem::create_directories(folder_ / part);
    if (std::string_view(part) != "run" && std::string_view(part) != "state") give_to_owner(folder_ / part);
  }
  const stored_mailbox messages(count, octets);
  for (std::size_t position = 0; position < count; ++position) {
    const auto file = folder_ / "mail/cur" / fmt::format("{}.M1P1.bench:2,", 1'700'000'000 + position);
    std::ofstream(file, std::ios::binary) << messages.file(position);
    give_to_owner(file);
  }
}

void dovecot::configure() const {
  std::ofstream(folder_ / "dovecot.conf")
      << fmt::format(
             "protocols = pop3\nlisten = 127.0.0.1\nbase_dir = {0}/run\nstate_dir = {0}/state\nlog_path = /dev/null\n"
             "ssl = no\ndisable_plaintext_auth = no\nauth_mechanisms = plain\nauth_failure_delay = 0\nfirst_valid_uid "
             "= 1\n"
             "mail_max_userip_connections = 10000\npop3_lock_session = no\nmail_location = maildir:{0}/mail\n"
             "passdb {{\n driver = static\n args = password=pw\n}}\n"
             "userdb {{\n driver = static\n args = uid={2} gid={3} home={0}/home\n}}\n"
             "service pop3-login {{\n inet_listener pop3 {{\n  port = {1}\n }}\n inet_listener pop3s {{\n  port = 0\n "
             "}}\n}}\n"
             "service anvil {{\n unix_listener anvil-auth-penalty {{\n  mode = 0\n }}\n}}\n",
             folder_.string(), port_, mail_owner().pw_uid, mail_owner().pw_gid)
      << unprivileged_settings();
}

bool dovecot::greets() const {
  try {
    channel peer = channel::dial(port_);
    std::array<char, 256> greeting{};
    return peer.read_some(greeting) > 0;
  } catch (const socket_error&) {
    return false;
  }
}

void dovecot::start() {
  port_ = listening_socket().port();
  configure();
  const std::string file = (folder_ / "dovecot.conf").string();
  process_ = fork();
  if (process_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    const int nowhere = open("/dev/null", O_RDWR);
    for (const int each : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, each);
    execl(program, program, "-F", "-c", file.c_str(), nullptr);
    _exit(127);
  }
  constexpr int most_looks = 500;
  for (int look = 0; look < most_looks; ++look) {
    if (greets()) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  throw std::runtime_error("Dovecot does not greet");
}

}  // namespace bench
