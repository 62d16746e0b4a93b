#include "played_scenario.hpp"

#include <algorithm>

namespace pop3kit::scenarios {

void played_scenario::TearDown() {
  expect_verdict();
}

void played_scenario::expect_verdict() {
  if (!server_ || verdict_is_known_) return;
  EXPECT_TRUE(verified());
}

void played_scenario::verdict_may_fail(std::string_view reason) {
  EXPECT_NE(reason, "");
  verdict_is_known_ = true;
}

server& played_scenario::play(const std::string& file) {
  expect_verdict();
  verdict_is_known_ = false;
  server_ = std::make_unique<server>(scenario::load(std::string(POP3KIT_SCENARIOS) + "/" + file).value());
  server_->start().value();
  return *server_;
}

client_options played_scenario::options(security how) const {
  const auto port = how == security::implicit ? server_->tls_port() : server_->port();
  client_options made{"127.0.0.1", port.value(), credentials{"alice", "s3cret"}, how};
  made.tls.ca_pem = server_->ca_pem();
  made.tls.use_system_trust = false;
  made.timeout = patience_;
  return made;
}

client played_scenario::mail_over(std::size_t connections) const {
  auto several = options();
  several.multi = multi_connection::enable;
  several.connections_quantity = connections;
  return client{several};
}

void played_scenario::expect_refused_on_both_ports(errc code, const std::string& words) const {
  for (const security how : {security::stls, security::implicit}) {
    const auto refused = mail(how).connect();
    ASSERT_TRUE(refused.has_error());
    EXPECT_EQ(refused.error().code(), code) << refused.error().message();
    EXPECT_FALSE(refused.error().session_usable());
    EXPECT_THAT(refused.error().message(), ::testing::HasSubstr(words));
  }
}

std::size_t played_scenario::seen(const std::string& verb) const {
  const auto journal = server_->journal();
  return static_cast<std::size_t>(std::count_if(journal.begin(), journal.end(), [&verb](const journal_entry& entry) {
    return entry.kind == journal_kind::command && entry.text.substr(0, entry.text.find(' ')) == verb;
  }));
}

::testing::AssertionResult played_scenario::verified() {
  server_->stop();
  verdict_is_known_ = true;
  const auto verdict = server_->verify();
  if (verdict.has_value()) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << verdict.error().message();
}

std::vector<std::string> gist(const message_listing& listed) {
  std::vector<std::string> all;
  for (const auto& each : listed) {
    std::string line = std::to_string(each.sequence_number) + " ";
    line += each.unique_id.value_or(unique_id{}).str();
    line += " " + std::to_string(each.size.value_or(0));
    if (each.headers) line += " " + each.headers->subject().value_or("");
    all.push_back(std::move(line));
  }
  return all;
}

}  // namespace pop3kit::scenarios
