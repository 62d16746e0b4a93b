#include <ostream>
#include <set>

#include "both_ends.hpp"
#include "text/base64.hpp"

namespace pop3kit::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* password = "MARKED-password-7c1f";
constexpr const char* token = "MARKED-token-ya29.a0AfB4e11";

/// Words long enough to be no accident: digests, proofs, nonces, tokens.
void add_words(std::set<std::string>& into, std::string_view text) {
  constexpr std::string_view borders(" ,=\"\r\n\x00\x01", 8);
  constexpr std::size_t shortest = 16;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(borders), text.size());
    if (end >= shortest) into.emplace(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// Everything secret in the dialogue of a login: the arguments of PASS and APOP, the initial response of AUTH, and
/// every line of an exchange from either side, as it is and decoded.
std::set<std::string> secrets_on(const std::string& wire) {
  std::set<std::string> found{password, text::to_base64(password), token, text::to_base64(token)};
  bool exchanging = false;
  std::string_view rest = wire;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find("\r\n"), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 2, rest.size()));
    const bool status = line.starts_with("+OK") || line.starts_with("-ERR");
    const bool begins = line.starts_with("AUTH ");
    if (status) exchanging = false;
    if (begins || exchanging || line.starts_with("APOP ")) {
      const std::string_view secret = line.substr(line.rfind(' ') + 1);
      if (begins && secret == line.substr(5)) {
        exchanging = true;
        continue;
      }
      add_words(found, secret);
      if (const auto decoded = text::from_base64(secret)) add_words(found, *decoded);
    }
    if (begins) exchanging = true;
  }
  return found;
}

std::string scenario_of(const std::string& mechanism) {
  return "return scenario { accounts = { alice = { password = '" + std::string(password) + "', tokens = { '" + token +
         "' }, external = true, anonymous = true } }, listen = { mechanisms = { '" + mechanism + "' } } }";
}

struct secret_case {
  secret_case(std::string what, security how) : mechanism(std::move(what)), protection(how) {}
  friend void PrintTo(const secret_case& given, std::ostream* out) { *out << given.mechanism; }
  std::string mechanism;
  security protection;
};

class secrets : public ::testing::TestWithParam<secret_case> {
 protected:
  void use(both_ends& on, const std::string& proof) const {
    const std::string& mechanism = GetParam().mechanism;
    on.options.protection = GetParam().protection;
    const bool bearing = mechanism == "XOAUTH2" || mechanism == "OAUTHBEARER";
    on.options.login = credentials("alice", bearing ? "" : proof);
    if (bearing) on.options.login.token = proof;
    on.options.login.mechanism = mechanism;
  }
  static void expect_untold(const both_ends& on, const std::set<std::string>& marked) {
    const std::string told = on.told();
    for (const std::string& secret : marked) EXPECT_THAT(told, Not(HasSubstr(secret)));
  }
  [[nodiscard]] std::string right() const {
    return GetParam().mechanism.find("OAUTH") == std::string::npos ? password : token;
  }
};

TEST_P(secrets, of_a_login_stand_nowhere) {
  both_ends on(scenario_of(GetParam().mechanism));
  use(on, right());
  const auto refused = on.log_in();
  EXPECT_FALSE(refused.has_value()) << refused->message();
  const auto marked = secrets_on(on.wire());
  EXPECT_GT(on.told().size(), 100U);
  expect_untold(on, marked);
}

class refused_secrets : public secrets {};

TEST_P(refused_secrets, appear_in_no_trace_journal_or_failure) {
  both_ends on(scenario_of(GetParam().mechanism));
  const std::string guess = "MARKED-guess-0f4e.ab";
  use(on, guess);
  const auto refused = on.log_in();
  ASSERT_TRUE(refused.has_value());
  EXPECT_EQ(refused->code(), errc::authentication_failed) << refused->message();
  auto marked = secrets_on(on.wire());
  marked.insert(guess);
  marked.insert(text::to_base64(guess));
  expect_untold(on, marked);
}

std::string name_of(const ::testing::TestParamInfo<secret_case>& given) {
  std::string name = given.param.mechanism;
  std::ranges::replace(name, '-', '_');
  return name;
}

std::vector<secret_case> with_a_secret() {
  std::vector<secret_case> all;
  for (const auto* each : {"USER", "APOP", "PLAIN", "LOGIN", "CRAM-MD5", "DIGEST-MD5", "NTLM", "SCRAM-SHA-1",
                           "SCRAM-SHA-256", "XOAUTH2", "OAUTHBEARER"}) {
    all.emplace_back(each, security::none);
  }
  for (const auto* each : {"SCRAM-SHA-1-PLUS", "SCRAM-SHA-256-PLUS"}) all.emplace_back(each, security::stls);
  return all;
}

std::vector<secret_case> every_mechanism() {
  std::vector<secret_case> all = with_a_secret();
  for (const auto* each : {"EXTERNAL", "ANONYMOUS"}) all.emplace_back(each, security::none);
  return all;
}

INSTANTIATE_TEST_SUITE_P(mechanisms, secrets, ::testing::ValuesIn(every_mechanism()), name_of);
INSTANTIATE_TEST_SUITE_P(mechanisms, refused_secrets, ::testing::ValuesIn(with_a_secret()), name_of);

TEST(secrets_on, sees_what_a_dialogue_gives_away) {
  const auto found =
      secrets_on("AUTH CRAM-MD5\r\n+ PGFAYj4=\r\nYWxpY2UgNmZlMmM0OGVmYWU2MzE3YzQzYWVkNjhmMTdkZDhiNjg=\r\n");
  EXPECT_TRUE(found.contains("6fe2c48efae6317c43aed68f17dd8b68"));
}

}  // namespace
}  // namespace pop3kit::testing
