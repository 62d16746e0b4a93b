#pragma once

#include <pop3kit/file_writer.hpp>
#include <pop3kit/server.hpp>
#include <pop3kit/unfinished_file.hpp>
#include <string>

namespace pop3kit::command {

/// Tells programs that wait for a server where it listens: JSON with port, tls_port, ca_file, admin_port and
/// admin_token, each null if there is none. The file appears whole or not at all. The certificate of the authority is
/// written beside it as FILE.ca.pem. Only their owner can read the files. Links with these names are replaced, not
/// followed; folders, FIFOs, sockets and devices are refused and stay. The destructor removes both files, and so does a
/// signal that ends the command.
class ready_file {
 public:
  /// Removes the files of an earlier server, so that no program reads its ports, and makes sure that the files can be
  /// written. Throws command_error (8).
  explicit ready_file(std::string file);
  /// Writes the files. `listening` must have started. Throws command_error (8).
  void write(const server& listening);
  /// The file with the certificate of the authority.
  [[nodiscard]] const std::string& ca_file() const noexcept { return authority_file_; }

 private:
  std::string file_;
  std::string authority_file_;
  file_writer content_;
  file_writer authority_;
  unfinished_file removed_;
  unfinished_file authority_removed_;
};

}  // namespace pop3kit::command
