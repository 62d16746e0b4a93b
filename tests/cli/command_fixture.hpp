#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/value.hpp>
#include <filesystem>
#include <memory>
#include <pop3kit/server.hpp>
#include <string>
#include <vector>

#include "command_run.hpp"

namespace pop3kit::test {

/// A folder of the test's own, removed with what is in it.
class temporary_folder {
 public:
  temporary_folder();
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;
  ~temporary_folder();

  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
  /// Writes a file and returns its path.
  std::string write(const std::string& name, const std::string& text) const;
  [[nodiscard]] std::vector<std::string> names(const std::string& folder = ".") const;

 private:
  std::filesystem::path folder_;
};

[[nodiscard]] std::string octets_of(const std::string& file);
/// The page of this name among those of docs/.
[[nodiscard]] std::string page_of_docs(const std::string& name);

/// Runs the command against a server in this process. Alice's password is s3cret.
class command_test : public ::testing::Test {
 protected:
  /// `mailbox` is the Lua list of messages; `more` further keys of the scenario, with a comma at the end. Sessions
  /// share the maildrop unless it is to be `locked`.
  void serve(const std::string& mailbox, const std::string& more = "", bool locked = false);

  /// VERB URL, then the rest, over a plain connection and with Alice's password.
  [[nodiscard]] command_run plain(const std::string& verb, const std::vector<std::string>& rest = {},
                                  const run_settings& settings = run_settings()) const;
  /// The same over implicit TLS, trusting the server's authority.
  [[nodiscard]] command_run secure(const std::string& verb, const std::vector<std::string>& rest = {}) const;
  [[nodiscard]] std::string plain_url() const;
  [[nodiscard]] std::string tls_url() const;
  [[nodiscard]] std::string ca_file() const;
  /// The command lines that the server got, secrets masked.
  [[nodiscard]] std::vector<std::string> commands() const;

  [[nodiscard]] const temporary_folder& folder() const { return folder_; }
  [[nodiscard]] const pop3kit::server& served() const { return *server_; }
  [[nodiscard]] pop3kit::server& served() { return *server_; }

 private:
  temporary_folder folder_;
  std::unique_ptr<pop3kit::server> server_;
};

/// Three messages: a plain one with a leading dot, one with encoded words, a multipart with an attachment.
[[nodiscard]] const std::string& three_messages();
/// What the server holds for message `number` of them, line ends CRLF.
[[nodiscard]] std::string message_octets(int number);

/// A status other than 0, one line on standard error, nothing on standard output.
void expect_failure(const command_run& run, int status);
/// Status 0 and silence on standard error.
void expect_success(const command_run& run);

/// Standard output as JSON; fails the test if it is not JSON.
[[nodiscard]] boost::json::value json_of(const command_run& run);

}  // namespace pop3kit::test
