#pragma once

#include <boost/json/array.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "command_fixture.hpp"
#include "line_server.hpp"

namespace pop3kit::test {

/// The checks with this outcome, and their explanations.
inline std::vector<std::string> findings_of(const command_run& run, std::string_view outcome,
                                            bool explanations = false) {
  std::vector<std::string> out;
  const boost::json::value all = json_of(run);
  for (const auto& finding : all.as_array()) {
    if (finding.at("outcome").as_string() != outcome) continue;
    out.emplace_back(finding.at(explanations ? "explanation" : "check").as_string());
  }
  return out;
}

/// `pop3kit verify` of servers that were written to be accused falsely, or rightly.
class verify_scripted : public ::testing::Test {
 protected:
  static command_run verify(const line_server& server, const std::vector<std::string>& more = {"--json"},
                            const std::string& timeout = "2s") {
    run_settings settings;
    settings.environment = {"POP3KIT_TEST_PASSWORD=s3cret"};
    std::vector<std::string> arguments{
        "verify", server.url(), "--plaintext", "--password-env", "POP3KIT_TEST_PASSWORD", "--timeout", timeout};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments, settings);
  }

  /// Such a server answers everything, so a long timeout costs nothing.
  static void expect_no_accusation(const line_server& server) {
    const command_run run = verify(server, {"--json"}, "1m");
    expect_success(run);
    EXPECT_THAT(findings_of(run, "failed", true), ::testing::IsEmpty());
    EXPECT_THAT(findings_of(run, "not checked", true), ::testing::IsEmpty());
  }
};

}  // namespace pop3kit::test
