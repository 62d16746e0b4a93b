#pragma once

#include <pop3kit/server.hpp>
#include <pop3kit/unfinished_file.hpp>
#include <string>

namespace pop3kit::command {

/// Reads the authority of --ca-file and --ca-key. Throws command_error (8).
[[nodiscard]] ca_key_pair read_authority(const std::string& ca_file, const std::string& ca_key);

/// Reads the authority that is kept in a folder; makes the folder and the authority if they do not exist. Throws
/// command_error (8).
///
/// `ca.pem` is for clients. `ca-key.pem` contains the private key and the certificate, so that both appear at once if
/// several servers begin at the same time.
[[nodiscard]] ca_key_pair keep_authority(const std::string& folder);

/// The authority's certificate in a temporary file of its own, for a command that must trust it. Only its owner can
/// read it. The destructor removes the file.
class temporary_authority {
 public:
  /// Throws command_error (8).
  explicit temporary_authority(const std::string& ca_pem);
  [[nodiscard]] const std::string& file() const noexcept { return file_; }

 private:
  std::string file_;
  unfinished_file removed_;
};

}  // namespace pop3kit::command
