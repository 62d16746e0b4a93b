#include <csignal>
#include <filesystem>

#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// `pop3kit serve` with an authority that is kept or supplied.
class serve_authority : public command_test {
 protected:
  /// Serves, and counts alice's messages with a client that trusts only this file. `options`: of serve.
  [[nodiscard]] command_run counted(const std::string& ca_file, const std::vector<std::string>& options) const {
    const std::string text = "return scenario { accounts = { alice = { password = \"s3cret\" } } }\n";
    const std::string script = POP3KIT_COMMAND " count pop3s://alice@127.0.0.1:$POP3KIT_TLS_PORT --ca-file " + ca_file +
                               " --password-file " + folder().write("password", "s3cret\n");
    std::vector<std::string> arguments{"serve", folder().write("test.lua", text), "--quiet"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    arguments.insert(arguments.end(), {"--", "/bin/sh", "-c", script});
    return run(arguments);
  }
  /// Fails before a port is opened; the ready file would exist otherwise.
  void expect_refusal(const std::vector<std::string>& options, const std::string& reason) const {
    const std::string marker = folder().path("marker");
    std::vector<std::string> arguments{"serve", folder().write("test.lua", "return scenario {}\n")};
    arguments.insert(arguments.end(), options.begin(), options.end());
    arguments.insert(arguments.end(), {"--", "/bin/sh", "-c", "touch " + marker});
    const command_run got = run(arguments);
    expect_failure(got, 8);
    EXPECT_THAT(got.err, HasSubstr(reason));
    EXPECT_FALSE(std::filesystem::exists(marker)) << "the command ran";
  }
  [[nodiscard]] std::string kept() const { return folder().path("authority"); }
  [[nodiscard]] std::string kept(const std::string& name) const { return folder().path("authority/" + name); }
};

TEST_F(serve_authority, a_client_that_trusts_the_kept_one_connects_to_a_second_run) {
  expect_success(counted(kept("ca.pem"), {"--ca-dir", kept()}));
  const std::string trusted = folder().write("trusted.pem", octets_of(kept("ca.pem")));
  const std::string key = octets_of(kept("ca-key.pem"));
  const command_run second = counted(trusted, {"--ca-dir", kept()});
  expect_success(second);
  EXPECT_EQ(second.out, "0\n");
  EXPECT_EQ(octets_of(kept("ca-key.pem")), key);
  const command_run other = counted(trusted, {});
  EXPECT_EQ(other.status, 3) << "without the option, each run has its own";
  EXPECT_THAT(other.err, HasSubstr("its authority is not trusted"));
}

TEST_F(serve_authority, the_kept_key_is_for_its_owner_only_and_never_in_the_certificate_file) {
  expect_success(counted(kept("ca.pem"), {"--ca-dir", kept()}));
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(kept("ca-key.pem")).permissions(), perms::owner_read | perms::owner_write);
  EXPECT_THAT(octets_of(kept("ca-key.pem")), HasSubstr("PRIVATE KEY"));
  EXPECT_THAT(octets_of(kept("ca.pem")), Not(HasSubstr("PRIVATE KEY")));
}

TEST_F(serve_authority, a_certificate_file_that_is_gone_is_written_again) {
  expect_success(counted(kept("ca.pem"), {"--ca-dir", kept()}));
  const std::string before = octets_of(kept("ca.pem"));
  for (const char* const wrong : {"", "of another authority"}) {
    folder().write("authority/ca.pem", wrong);
    expect_success(counted(kept("ca.pem"), {"--ca-dir", kept()}));
    EXPECT_EQ(octets_of(kept("ca.pem")), before);
  }
  std::filesystem::remove(kept("ca.pem"));
  expect_success(counted(kept("ca.pem"), {"--ca-dir", kept()}));
  EXPECT_EQ(octets_of(kept("ca.pem")), before);
}

TEST_F(serve_authority, a_supplied_one_signs_and_is_the_one_that_the_command_is_given) {
  expect_success(counted(kept("ca.pem"), {"--ca-dir", kept()}));
  const std::vector<std::string> supplied{"--ca-file", kept("ca.pem"), "--ca-key", kept("ca-key.pem")};
  expect_success(counted(kept("ca.pem"), supplied));
  expect_success(counted("$POP3KIT_CA_FILE", supplied));
}

TEST_F(serve_authority, files_that_cannot_be_used_are_status_8_before_a_port_is_opened) {
  expect_success(counted(kept("ca.pem"), {"--ca-dir", kept()}));
  expect_success(counted(folder().path("other/ca.pem"), {"--ca-dir", folder().path("other")}));
  const std::string missing = folder().path("missing.pem");
  expect_refusal({"--ca-file", missing, "--ca-key", kept("ca-key.pem")}, "--ca-file '" + missing + "': No such file");
  expect_refusal({"--ca-file", kept("ca.pem"), "--ca-key", missing}, "--ca-key '" + missing + "': No such file");
  expect_refusal({"--ca-file", kept("ca.pem"), "--ca-key", folder().path("other/ca-key.pem")},
                 "--ca-file '" + kept("ca.pem") + "': the private key is not the one of the authority's certificate");
  folder().write("authority/ca-key.pem", "no key\n");
  expect_refusal({"--ca-dir", kept()}, "--ca-dir '" + kept() + "': the authority has no certificate in PEM");
  EXPECT_EQ(octets_of(kept("ca-key.pem")), "no key\n");
  expect_refusal({"--ca-dir", folder().path("test.lua")}, "--ca-dir: ");
}

TEST_F(serve_authority, options_that_do_not_go_together_are_usage_errors) {
  const std::string file = folder().write("test.lua", "return scenario {}\n");
  expect_failure(run({"serve", file, "--ca-file", "ca.pem"}), 2);
  expect_failure(run({"serve", file, "--ca-key", "ca-key.pem"}), 2);
  expect_failure(run({"serve", file, "--ca-file", "a", "--ca-key", "b", "--ca-dir", "c"}), 2);
  EXPECT_THAT(folder().names(), ElementsAre("test.lua"));
}

}  // namespace
}  // namespace pop3kit::test
