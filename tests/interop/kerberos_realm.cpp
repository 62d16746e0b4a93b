#include "kerberos_realm.hpp"

#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include "free_port.hpp"

namespace pop3kit::interop {
namespace {

void set(const char* variable, const std::string& to) {
  ::setenv(variable, to.c_str(), 1);
}

void succeed(const std::vector<std::string>& command) {
  if (const finished done = run(command); done.status != 0) {
    throw std::runtime_error(command.front() + " ends with status " + std::to_string(done.status) + ": " + done.output);
  }
}

}  // namespace

kerberos_realm::kerberos_realm() {
  set("KRB5_CONFIG", file("krb5.conf").string());
  set("KRB5_KDC_PROFILE", file("kdc.conf").string());
  set("KRB5CCNAME", "FILE:" + file("tickets").string());
  set("KRB5_CLIENT_KTNAME", "FILE:" + file("none.keytab").string());
  // Otherwise servers would write down in a folder of the system which tickets they have seen.
  set("KRB5RCACHENAME", "none:");
  serve_with("pop.keytab");
  configure(free_port());
  succeed({POP3KIT_KDB5_UTIL, "-r", name, "create", "-s", "-P", "only this test knows it"});
  // A port that was free may be taken before the KDC has it.
  for (int attempt = 0; attempt < 5; ++attempt) {
    if (start()) return;
    configure(free_port());
  }
  throw std::runtime_error("no KDC: " + read_file(file("kdc.log")));
}

void kerberos_realm::configure(std::uint16_t port) {
  const auto door = "127.0.0.1:" + std::to_string(port);
  const auto here = folder_.path().string();
  folder_.write("krb5.conf", std::string("[libdefaults]\n default_realm = ") + name +
                                 "\n dns_lookup_kdc = false\n dns_lookup_realm = false\n"
                                 " dns_canonicalize_hostname = false\n rdns = false\n udp_preference_limit = 1\n"
                                 "[realms]\n " +
                                 name + " = {\n  kdc = " + door + "\n }\n");
  folder_.write("kdc.conf", "[kdcdefaults]\n kdc_listen = \"\"\n kdc_tcp_listen = " + door + "\n[realms]\n " + name +
                                " = {\n  database_name = " + here + "/principals\n  key_stash_file = " + here +
                                "/stash\n }\n[logging]\n kdc = FILE:" + here + "/kdc.log\n");
  port_ = port;
}

bool kerberos_realm::start() {
  kdc_ = std::make_unique<child_process>(std::vector<std::string>{POP3KIT_KRB5KDC, "-n", "-r", name},
                                         child_process::listen_to::standard_error);
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{10};
  while (std::chrono::steady_clock::now() < patience) {
    if (answers(port_)) return true;
    std::this_thread::yield();
  }
  return false;
}

void kerberos_realm::administer(const std::string& command) const {
  // Its exit status tells nothing of the command's.
  succeed({POP3KIT_KADMIN_LOCAL, "-r", name, "-q", command});
}

void kerberos_realm::add(const std::string& principal, const std::string& keytab) const {
  administer("addprinc -clearpolicy -randkey " + principal);
  administer("ktadd -k " + file(keytab).string() + " " + principal);
  // Servers may run as users of their own.
  std::filesystem::permissions(file(keytab), std::filesystem::perms{0644});
}

void kerberos_realm::log_in(const std::string& principal, const std::string& keytab) const {
  succeed({POP3KIT_KINIT, "-k", "-t", file(keytab).string(), principal});
}

void kerberos_realm::log_out() const {
  std::filesystem::remove(file("tickets"));
}

void kerberos_realm::change_key(const std::string& principal) const {
  administer("change_password -randkey " + principal);
}

void kerberos_realm::serve_with(const std::string& keytab) const {
  set("KRB5_KTNAME", "FILE:" + file(keytab).string());
}

}  // namespace pop3kit::interop
