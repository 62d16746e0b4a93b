#pragma once

#include <cstdint>
#include <filesystem>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "child_process.hpp"
#include "scratch_folder.hpp"

namespace pop3kit::interop {

/// Dovecot with a configuration, certificates and a maildir of its own, on free ports of 127.0.0.1. The maildir is that
/// of "alice", whose password is "s3cret"; several sessions may share it. Listening once constructed.
class dovecot {
 public:
  /// `messages` as the maildir stores them; `settings` come after ours.
  explicit dovecot(const std::vector<std::string>& messages, const std::string& settings = {});
  dovecot(const dovecot&) = delete;
  dovecot& operator=(const dovecot&) = delete;
  ~dovecot();

  /// Such as "2.3.19.1". The names of many settings differ between Dovecot 2.3 and 2.4.
  [[nodiscard]] static const std::string& version();
  [[nodiscard]] static bool is_2_3();

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] std::uint16_t tls_port() const noexcept { return tls_port_; }
  [[nodiscard]] const std::string& ca_pem() const noexcept { return ca_pem_; }
  /// What the maildir holds now, in the order of the file names.
  [[nodiscard]] std::vector<std::string> stored() const;
  [[nodiscard]] std::string log() const;

 private:
  void certify();
  void fill_maildir(const std::vector<std::string>& messages);
  [[nodiscard]] std::string configuration() const;
  [[nodiscard]] bool start(const std::string& settings);
  void follow_log(int descriptor, std::promise<bool> listening);

  scratch_folder folder_;
  std::uint16_t port_ = 0;
  std::uint16_t tls_port_ = 0;
  std::string ca_pem_;
  mutable std::mutex log_mutex_;
  std::string log_;
  std::unique_ptr<child_process> process_;
  std::jthread follower_;
};

}  // namespace pop3kit::interop
