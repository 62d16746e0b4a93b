#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class usage : public command_test {};

TEST_F(usage, help_and_version_go_to_standard_output) {
  const command_run help = run({"--help"});
  expect_success(help);
  EXPECT_THAT(help.out, HasSubstr("capabilities"));
  const command_run of_a_verb = run({"fetch", "--help"});
  expect_success(of_a_verb);
  EXPECT_THAT(of_a_verb.out, HasSubstr("Usage: pop3kit fetch [OPTIONS] URL"));
  const command_run version = run({"--version"});
  expect_success(version);
  EXPECT_THAT(version.out, HasSubstr("pop3kit "));
}

TEST_F(usage, what_is_not_offered_is_refused) {
  expect_failure(run({}), 2);
  expect_failure(run({"frobnicate"}), 2);
  expect_failure(run({"stat", "pop3://alice@127.0.0.1", "--frobnicate"}), 2);
  expect_failure(run({"stat", "pop3://alice@127.0.0.1", "--password", "s3cret"}), 2);
}

TEST_F(usage, an_unknown_command_is_named) {
  EXPECT_THAT(run({"frobnicate"}).err, HasSubstr("there is no command 'frobnicate'; see pop3kit --help"));
  EXPECT_THAT(run({"--quiet", "lst", "pop3://a@b"}).err, HasSubstr("there is no command 'lst'"));
  EXPECT_THAT(run({}).err, HasSubstr("see pop3kit --help"));
}

TEST_F(usage, unexpected_arguments_are_named_in_their_order) {
  const command_run got = run({"stat", "pop3://alice@127.0.0.1", "one", "two", "--three"});
  expect_failure(got, 2);
  EXPECT_THAT(got.err, HasSubstr("unexpected: 'one' 'two' '--three'; see pop3kit stat --help"));
}

TEST_F(usage, missing_arguments_are_usage_errors) {
  expect_failure(run({"stat"}), 2);
  expect_failure(run({"show", "pop3://alice@127.0.0.1"}), 2);
  expect_failure(run({"serve"}), 2);
  expect_failure(run({"check"}), 2);
}

TEST_F(usage, a_wrong_url_says_what_a_right_one_looks_like) {
  const command_run got = run({"stat", "imap://alice@127.0.0.1", "--password-env", "HOME"});
  expect_failure(got, 2);
  EXPECT_THAT(got.err, HasSubstr("pop3://"));
}

TEST_F(usage, a_password_in_the_url_is_refused_and_not_repeated) {
  serve(three_messages());
  const std::string port = std::to_string(served().port().value());
  const command_run got = run({"stat", "pop3://alice:s3cret@127.0.0.1:" + port, "--plaintext"});
  expect_failure(got, 2);
  EXPECT_THAT(got.err, Not(HasSubstr("s3cret")));
  const command_run twice = run({"stat", "pop3://a@b", "pop3://alice:s3cret@127.0.0.1:" + port});
  expect_failure(twice, 2);
  EXPECT_THAT(twice.err, Not(HasSubstr("s3cret")));
  EXPECT_THAT(served().journal(), IsEmpty());
}

TEST_F(usage, unfit_values_of_options_send_nothing) {
  serve(three_messages());
  for (const std::vector<std::string>& each : std::vector<std::vector<std::string>>{{"--timeout", "soon"},
                                                                                    {"--timeout", "0s"},
                                                                                    {"--connections", "0"},
                                                                                    {"--connections", "many"},
                                                                                    {"--multi", "perhaps"},
                                                                                    {"--pipelining", "on"},
                                                                                    {"--auth", "PLAIN X"},
                                                                                    {"--user", "a\r\nDELE 1"},
                                                                                    {"--user", "a\nb"}}) {
    expect_failure(plain("stat", each), 2);
  }
  EXPECT_THAT(served().journal(), IsEmpty());
}

TEST_F(usage, line_breaks_and_nul_in_the_url_s_user_send_nothing_rfc1939_3) {
  serve(three_messages());
  const std::string address = "@127.0.0.1:" + std::to_string(served().port().value());
  for (const std::string user : {"alice%0D%0ADELE%201", "alice%0A", "alice%00"}) {
    expect_failure(run({"stat", "pop3://" + user + address, "--plaintext", "--password-env", "HOME"}), 2);
  }
  EXPECT_THAT(served().journal(), IsEmpty());
}

TEST_F(usage, line_breaks_in_the_password_send_nothing_rfc1939_3) {
  serve(three_messages());
  run_settings settings;
  for (const std::string password : {"s3cret\r\nDELE 1", "s3\ncret", "s3cret\n"}) {
    settings.environment = {"POP3KIT_TEST_PASSWORD=" + password};
    expect_failure(run({"stat", plain_url(), "--plaintext", "--password-env", "POP3KIT_TEST_PASSWORD"}, settings), 2);
  }
  const std::string file = folder().write("two-lines", "s3cret\nDELE 1\n");
  expect_failure(run({"stat", plain_url(), "--plaintext", "--password-file", file}), 2);
  const std::string nul = folder().write("nul", std::string{"s3\0cret", 7});
  expect_failure(run({"stat", plain_url(), "--plaintext", "--password-file", nul}), 2);
  EXPECT_THAT(served().journal(), IsEmpty());
}

TEST_F(usage, line_breaks_in_a_unique_id_send_nothing_rfc1939_3) {
  serve(three_messages());
  expect_failure(plain("show", {"uid:a\r\nDELE 1"}), 2);
  EXPECT_THAT(served().journal(), IsEmpty());
}

TEST_F(usage, the_password_s_source) {
  serve(three_messages());
  const std::string url = plain_url();
  expect_failure(run({"stat", url, "--plaintext"}), 2);
  expect_failure(run({"stat", url, "--plaintext", "--password-env", "POP3KIT_NOT_SET"}), 2);
  const std::string file = folder().write("password", "s3cret\n");
  expect_failure(run({"stat", url, "--plaintext", "--password-env", "HOME", "--password-file", file}), 2);
  expect_failure(run({"stat", url, "--plaintext", "--password-file", folder().write("empty", "\n")}), 2);
  EXPECT_THAT(served().journal(), IsEmpty());
  expect_success(run({"stat", url, "--plaintext", "--password-file", file}));
  expect_success(run({"stat", url, "--plaintext", "--password-file", folder().write("bare", "s3cret")}));
}

TEST_F(usage, a_user_is_needed_and_may_stand_beside_the_url) {
  serve(three_messages());
  const std::string url = "pop3://127.0.0.1:" + std::to_string(served().port().value());
  const std::string file = folder().write("password", "s3cret\n");
  expect_failure(run({"stat", url, "--plaintext", "--password-file", file}), 2);
  EXPECT_THAT(served().journal(), IsEmpty());
  expect_success(run({"stat", url, "--plaintext", "--password-file", file, "--user", "alice"}));
}

TEST_F(usage, plaintext_and_implicit_tls_exclude_each_other) {
  serve(three_messages());
  expect_failure(secure("stat", {"--plaintext"}), 2);
  EXPECT_THAT(served().journal(), IsEmpty());
}

TEST_F(usage, ids_that_cannot_be) {
  serve(three_messages());
  for (const std::string id : {"0", "x", "uid:", "1.5", "18446744073709551616"}) {
    for (const std::string verb : {"headers", "info", "show", "fetch", "delete"}) expect_failure(plain(verb, {id}), 2);
  }
  EXPECT_THAT(served().journal(), IsEmpty());
}

TEST_F(usage, fetch_needs_messages_and_a_destination) {
  serve(three_messages());
  expect_failure(plain("fetch"), 2);
  expect_failure(plain("fetch", {"--all", "1", "-o", folder().path("mail")}), 2);
  expect_failure(plain("fetch", {"1", "2"}), 2);
  expect_failure(plain("fetch", {"--all"}), 2);
  expect_failure(plain("fetch", {"--all", "-o", "-"}), 2);
  expect_failure(plain("fetch", {"1", "--format", "maildir"}), 2);
  expect_failure(plain("fetch", {"1", "--format", "tar"}), 2);
  EXPECT_THAT(served().journal(), IsEmpty());
}

}  // namespace
}  // namespace pop3kit::test
