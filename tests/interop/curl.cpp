#include <gmock/gmock.h>

#include <algorithm>
#include <pop3kit/server.hpp>
#include <string>

#include "child_process.hpp"
#include "dovecot_fixture.hpp"
#include "scratch_folder.hpp"

namespace pop3kit::interop {
namespace {

/// curl as the client of our server: what it prints is what our server meant.
class curl : public testing::Test {
 protected:
  curl() {
    std::string mailbox;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      const auto name = std::to_string(i + 1) + ".eml";
      folder_.write(name, files_[i]);
      mailbox += "eml \"" + name + "\",\n";
    }
    const auto text =
        "return scenario { title = \"curl reads\", accounts = { alice = { password = \"s3cret\", mailbox = {\n" +
        mailbox + "} } } }";
    server_ = std::make_unique<server>(scenario::parse(text, "curl.lua", folder_.path()).value());
    server_->start().value();
    ca_file_ = folder_.write("ca.pem", server_->ca_pem());
  }

  [[nodiscard]] finished ask(const std::string& scheme, std::uint16_t port, const std::string& path,
                             std::vector<std::string> more = {}) const {
    std::vector<std::string> command{POP3KIT_CURL, "-sS",    "-q",
                                     "--noproxy",  "*",      "--max-time",
                                     "60",         "-u",     "alice:s3cret",
                                     "--cacert",   ca_file_, scheme + "://127.0.0.1:" + std::to_string(port) + path};
    command.insert(command.end(), more.begin(), more.end());
    return run(command);
  }

  void expect_every_message(const std::string& scheme, std::uint16_t port, const std::vector<std::string>& more = {}) {
    for (std::size_t i = 0; i < files_.size(); ++i) {
      const auto got = ask(scheme, port, "/" + std::to_string(i + 1), more);
      EXPECT_EQ(got.status, 0) << i + 1;
      EXPECT_TRUE(same_octets(got.output, as_served(files_[i]))) << i + 1;
    }
  }

  std::vector<std::string> files_ = awkward_mail(13);
  scratch_folder folder_;
  std::string ca_file_;
  std::unique_ptr<server> server_;
};

TEST_F(curl, reads_every_message_in_the_clear) {
  expect_every_message("pop3", server_->port().value());
}

TEST_F(curl, reads_every_message_after_stls) {
  expect_every_message("pop3", server_->port().value(), {"--ssl-reqd"});
}

TEST_F(curl, reads_every_message_over_implicit_tls) {
  expect_every_message("pop3s", server_->tls_port().value());
}

TEST_F(curl, lists_messages) {
  std::string wanted;
  for (std::size_t i = 0; i < files_.size(); ++i) {
    wanted += std::to_string(i + 1) + " " + std::to_string(as_served(files_[i]).size()) + "\r\n";
  }
  EXPECT_EQ(ask("pop3", server_->port().value(), "/").output, wanted);
}

TEST_F(curl, lists_unique_ids) {
  const auto listed = ask("pop3s", server_->tls_port().value(), "/", {"-X", "UIDL"});
  EXPECT_EQ(listed.status, 0);
  EXPECT_EQ(std::count(listed.output.begin(), listed.output.end(), '\n'), static_cast<std::ptrdiff_t>(files_.size()));
}

TEST_F(curl, logs_in_by_sasl_plain_rfc5034) {
  EXPECT_TRUE(same_octets(ask("pop3s", server_->tls_port().value(), "/1", {"--login-options", "AUTH=PLAIN"}).output,
                          as_served(files_[0])));
}

TEST_F(curl, is_told_of_a_wrong_password) {
  constexpr int login_denied = 67;
  EXPECT_EQ(ask("pop3", server_->port().value(), "/1", {"-u", "alice:guess"}).status, login_denied);
}

TEST_F(curl, deletes_on_quit_rfc1939_6) {
  EXPECT_EQ(ask("pop3", server_->port().value(), "/2", {"-X", "DELE", "-I"}).status, 0);
  const auto listed = ask("pop3", server_->port().value(), "/").output;
  EXPECT_EQ(std::count(listed.begin(), listed.end(), '\n'), static_cast<std::ptrdiff_t>(files_.size() - 1));
}

}  // namespace
}  // namespace pop3kit::interop
