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
class curl_test : public ::testing::Test {
 protected:
  /// `mechanisms` as in a scenario.
  explicit curl_test(const std::string& mechanisms) {
    std::string mailbox;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      const auto name = std::to_string(i + 1) + ".eml";
      folder_.write(name, files_[i]);
      mailbox += "eml \"" + name + "\",\n";
    }
    const auto text =
        "return scenario { title = \"curl reads\", accounts = { alice = { password = \"s3cret\", tokens = { \"t0ken\" "
        "}, "
        "mailbox = {\n" +
        mailbox + "} } }, listen = { mechanisms = { " + mechanisms + " } } }";
    server_ = std::make_unique<server>(scenario::parse(text, "curl.lua", folder_.path()).value());
    server_->start().value();
    ca_file_ = folder_.write("ca.pem", server_->ca_pem());
  }

  [[nodiscard]] finished ask(security how, const std::string& path, const std::vector<std::string>& more = {}) const {
    const bool implicit = how == security::implicit;
    const auto port = (implicit ? server_->tls_port() : server_->port()).value();
    std::vector<std::string> command{
        POP3KIT_CURL, "-sS",    "-q",
        "--noproxy",  "*",      "--max-time",
        "60",         "-u",     "alice:s3cret",
        "--cacert",   ca_file_, (implicit ? "pop3s" : "pop3") + ("://127.0.0.1:" + std::to_string(port)) + path};
    if (how == security::stls) command.emplace_back("--ssl-reqd");
    command.insert(command.end(), more.begin(), more.end());
    return run(command);
  }

  std::vector<std::string> files_ = awkward_mail(13);
  scratch_folder folder_;
  std::string ca_file_;
  std::unique_ptr<server> server_;
};

class curl_reading : public curl_test, public ::testing::WithParamInterface<security> {
 protected:
  curl_reading() : curl_test("'USER', 'PLAIN'") {}
  [[nodiscard]] finished ask(const std::string& path, const std::vector<std::string>& more = {}) const {
    return curl_test::ask(GetParam(), path, more);
  }
};

TEST_P(curl_reading, reads_every_message) {
  for (std::size_t i = 0; i < files_.size(); ++i) {
    const auto got = ask("/" + std::to_string(i + 1));
    EXPECT_EQ(got.status, 0) << i + 1;
    EXPECT_TRUE(same_octets(got.output, as_served(files_[i]))) << i + 1;
  }
}

TEST_P(curl_reading, lists_messages_and_unique_ids) {
  std::string wanted;
  for (std::size_t i = 0; i < files_.size(); ++i) {
    wanted += std::to_string(i + 1) + " " + std::to_string(as_served(files_[i]).size()) + "\r\n";
  }
  EXPECT_EQ(ask("/").output, wanted);
  const auto listed = ask("/", {"-X", "UIDL"});
  EXPECT_EQ(listed.status, 0);
  EXPECT_EQ(std::count(listed.output.begin(), listed.output.end(), '\n'), static_cast<std::ptrdiff_t>(files_.size()));
}

TEST_P(curl_reading, gets_an_error_for_a_wrong_password) {
  constexpr int login_denied = 67;
  EXPECT_EQ(ask("/1", {"-u", "alice:guess"}).status, login_denied);
}

TEST_P(curl_reading, deletes_on_quit_rfc1939_6) {
  EXPECT_EQ(ask("/2", {"-X", "DELE", "-I"}).status, 0);
  const auto listed = ask("/").output;
  EXPECT_EQ(std::count(listed.begin(), listed.end(), '\n'), static_cast<std::ptrdiff_t>(files_.size() - 1));
}

INSTANTIATE_TEST_SUITE_P(curl, curl_reading, ::testing::Values(security::none, security::stls, security::implicit),
                         protection_name);

/// Only what is asked for is offered: curl prefers some mechanisms to the one that it is told.
class curl_mechanism : public curl_test, public ::testing::WithParamInterface<std::string> {
 protected:
  curl_mechanism() : curl_test("'" + GetParam() + "'") {}
};

TEST_P(curl_mechanism, logs_in_rfc5034) {
  const auto& mechanism = GetParam();
  const bool token = mechanism == "OAUTHBEARER" || mechanism == "XOAUTH2";
  const std::string options = mechanism == "APOP" ? "AUTH=+APOP" : "AUTH=" + mechanism;
  for (const auto how : {security::stls, security::implicit}) {
    std::vector<std::string> more{"--login-options", options};
    if (token) more.insert(more.end(), {"--oauth2-bearer", "t0ken"});
    EXPECT_TRUE(same_octets(ask(how, "/1", more).output, as_served(files_[0])));
  }
  const auto used = ::testing::HasSubstr(mechanism == "APOP" ? "APOP alice" : "AUTH " + mechanism);
  EXPECT_TRUE(std::ranges::any_of(server_->journal(), [&](const journal_entry& entry) {
    return ::testing::Value(to_json(entry), used);
  })) << "another mechanism was used";
}

INSTANTIATE_TEST_SUITE_P(curl, curl_mechanism,
                         ::testing::Values("PLAIN", "LOGIN", "CRAM-MD5", "DIGEST-MD5", "NTLM", "OAUTHBEARER", "XOAUTH2",
                                           "APOP"),
                         mechanism_name);

}  // namespace
}  // namespace pop3kit::interop
