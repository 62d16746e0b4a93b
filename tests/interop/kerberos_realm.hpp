#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "child_process.hpp"
#include "scratch_folder.hpp"

namespace pop3kit::interop {

/// MIT Kerberos with a database, a KDC and keytabs of its own, on a free port of 127.0.0.1. From then on this process,
/// and what it starts, see this realm alone: it sets environment variables, so make it before any thread. The variables
/// are never removed, since a thread that asks for a ticket may read them at any time.
class kerberos_realm {
 public:
  static constexpr const char* name = "POP3KIT.TEST";

  kerberos_realm();
  kerberos_realm(const kerberos_realm&) = delete;
  kerberos_realm& operator=(const kerberos_realm&) = delete;

  /// A new principal with a key in the keytab of this file name.
  void add(const std::string& principal, const std::string& keytab) const;
  /// Gets a ticket of the realm, by the key in this keytab, for every later login of this process.
  void log_in(const std::string& principal, const std::string& keytab) const;
  /// Removes all tickets.
  void log_out() const;
  /// Gives a principal another key, which stands in no keytab.
  void change_key(const std::string& principal) const;
  /// Servers find their keys in this keytab from now on.
  void serve_with(const std::string& keytab) const;
  /// Nobody answers for the realm any more.
  void end_kdc() { kdc_.reset(); }
  /// This port of 127.0.0.1 has to answer for the realm from now on.
  void refer_to(std::uint16_t port) { configure(port); }

  [[nodiscard]] std::filesystem::path file(const std::string& called) const { return folder_.path() / called; }

 private:
  void configure(std::uint16_t port);
  [[nodiscard]] bool start();
  void administer(const std::string& command) const;

  scratch_folder folder_;
  std::uint16_t port_ = 0;
  std::unique_ptr<child_process> kdc_;
};

}  // namespace pop3kit::interop
