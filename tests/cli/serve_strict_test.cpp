#include <csignal>

#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// `pop3kit serve` with rules that never fire.
class serve_strict : public command_test {
 protected:
  [[nodiscard]] command_run served(const std::vector<std::string>& options) const {
    const std::string text =
        "return scenario {\n  title = \"test\",\n  rules = {\n    { on = \"RSET\", reply = \"-ERR\" },\n"
        "    { name = \"late\", on = \"TOP\", delay = \"1s\" },\n  },\n}\n";
    std::vector<std::string> arguments{"serve", folder().write("test.lua", text), "--junit", junit()};
    arguments.insert(arguments.end(), options.begin(), options.end());
    running_command serving(arguments);
    serving.read_lines(2);
    serving.signal(SIGTERM);
    return serving.finish();
  }
  [[nodiscard]] std::string file() const { return folder().path("test.lua"); }
  [[nodiscard]] std::string junit() const { return folder().path("report.xml"); }
};

TEST_F(serve_strict, without_strict_rules_that_never_fired_are_named_and_fail_nothing) {
  const command_run got = served({});
  expect_success(got);
  EXPECT_EQ(got.out, "every expectation was met, with seed 1\n" + file() + ":4: RSET: this rule never fired\n" +
                         file() + ":5: 'late' (TOP): this rule never fired\n");
  const std::string report = octets_of(junit());
  EXPECT_THAT(report, HasSubstr("failures=\"0\""));
  EXPECT_THAT(report, HasSubstr("'late' (TOP): this rule never fired"));
  EXPECT_THAT(report, Not(HasSubstr("every rule fires")));
}

TEST_F(serve_strict, a_rule_that_never_fired_is_status_1) {
  const command_run got = served({"--strict"});
  EXPECT_EQ(got.status, 1);
  EXPECT_EQ(got.out, "a rule never fired, with seed 1\n");
  EXPECT_THAT(got.err, HasSubstr(":4: RSET: this rule never fired\n"));
  EXPECT_THAT(got.err, HasSubstr(":5: 'late' (TOP): this rule never fired\n"));
  const std::string report = octets_of(junit());
  EXPECT_THAT(report, HasSubstr("<testsuites tests=\"1\" failures=\"1\" errors=\"0\">"));
  EXPECT_THAT(report, HasSubstr("<testcase classname=\"test\" name=\"every rule fires\">"));
  EXPECT_THAT(report, HasSubstr("type=\"unfired\""));
}

TEST_F(serve_strict, rules_that_all_fired_are_status_0) {
  const std::string text =
      "return scenario {\n  title = \"test\",\n  rules = { { on = \"STAT\", reply = \"+OK 7 7\" } },\n"
      "  accounts = { alice = { password = \"s3cret\" } },\n}\n";
  const std::string script = POP3KIT_COMMAND
                             " count pop3://alice@127.0.0.1:$POP3KIT_PORT --plaintext --password-file " +
                             folder().write("password", "s3cret\n");
  const command_run got =
      run({"serve", folder().write("fires.lua", text), "--strict", "--junit", junit(), "--", "/bin/sh", "-c", script});
  EXPECT_EQ(got.status, 0) << got.err;
  EXPECT_EQ(got.out, "7\n");
  EXPECT_THAT(octets_of(junit()), HasSubstr("<testcase classname=\"test\" name=\"every rule fires\"/>"));
}

}  // namespace
}  // namespace pop3kit::test
