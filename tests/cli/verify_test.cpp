#include <algorithm>
#include <boost/json/array.hpp>

#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// The checks that ended so.
std::vector<std::string> checks(const boost::json::value& report, std::string_view outcome) {
  std::vector<std::string> names;
  for (const auto& finding : report.as_array()) {
    if (finding.at("outcome").as_string() == outcome) names.emplace_back(finding.at("check").as_string());
  }
  return names;
}

class verify : public command_test {
 protected:
  /// One session at a time, as the RFC says.
  void serve_alone(const std::string& more = "") { serve(three_messages(), more, true); }
};

TEST_F(verify, a_maildrop_that_sessions_share_is_no_departure) {
  serve(three_messages());
  const command_run run = plain("verify", {"--json"});
  expect_success(run);
  EXPECT_THAT(checks(json_of(run), "failed"), IsEmpty());
}

TEST_F(verify, our_own_server_passes_under_tls_and_in_the_clear) {
  serve_alone();
  const command_run stls = secure("verify", {"--json"});
  expect_success(stls);
  EXPECT_THAT(checks(json_of(stls), "failed"), IsEmpty());
  const command_run clear = plain("verify", {"--json"});
  expect_success(clear);
  EXPECT_THAT(checks(json_of(clear), "failed"), IsEmpty());
  EXPECT_GT(checks(json_of(clear), "passed").size(), 30U);
}

TEST_F(verify, only_reads_by_default) {
  serve_alone();
  expect_success(plain("verify"));
  EXPECT_THAT(commands(), Not(::testing::Contains(HasSubstr("DELE 3"))));
  EXPECT_EQ(plain("count").out, "3\n");
  const command_run writable = plain("verify", {"--writable", "--json"});
  expect_success(writable);
  EXPECT_THAT(checks(json_of(writable), "failed"), IsEmpty());
  EXPECT_EQ(plain("count").out, "2\n");
}

TEST_F(verify, a_departure_is_named_with_its_clause) {
  serve_alone(R"(rules = { { on = "NOOP", reply = "-ERR not today" } },)");
  const command_run text = plain("verify");
  EXPECT_EQ(text.status, 1);
  EXPECT_THAT(text.out, HasSubstr("FAIL  RFC 1939 section 3: keywords are accepted in upper and lower case"));
  EXPECT_EQ(text.error_lines(), 1U);
}

TEST_F(verify, sizes_that_lie_are_found) {
  serve_alone(R"(rules = { { on = "LIST", fault = "lying_size" } },)");
  const command_run run = plain("verify", {"--json"});
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(checks(json_of(run), "failed"), ::testing::Contains("a message has the size that LIST states"));
}

TEST_F(verify, unstuffed_dots_are_found) {
  serve_alone(R"(rules = { { on = "RETR", fault = "unstuffed_dots" } },)");
  const command_run run = plain("verify", {"--json"});
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(checks(json_of(run), "failed"), ::testing::Contains("lines that begin with a dot are byte-stuffed"));
}

TEST_F(verify, a_refused_login_ends_it_before_it_begins) {
  serve_alone();
  const std::string password = folder().write("password", "guess\n");
  const command_run run = test::run({"verify", plain_url(), "--plaintext", "--password-file", password});
  expect_failure(run, 4);
}

TEST_F(verify, writes_junit) {
  serve_alone();
  const std::string file = folder().path("report.xml");
  expect_success(plain("verify", {"--junit", file}));
  const std::string report = octets_of(file);
  EXPECT_THAT(report, HasSubstr("<testsuites>"));
  EXPECT_THAT(report, HasSubstr("failures=\"0\""));
  EXPECT_THAT(report, HasSubstr("<skipped"));
}

}  // namespace
}  // namespace pop3kit::test
