#include "session/login_plan.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <ostream>

namespace pop3kit::engine {
namespace {

constexpr const char* all_passwords =
    "SASL LOGIN PLAIN NTLM DIGEST-MD5 CRAM-MD5 SCRAM-SHA-1 SCRAM-SHA-1-PLUS SCRAM-SHA-256 SCRAM-SHA-256-PLUS";

capabilities offer(const std::vector<std::string>& lines) {
  std::vector<capabilities::entry> entries;
  for (const std::string& line : lines) {
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin < line.size();) {
      const std::size_t end = std::min(line.find(' ', begin), line.size());
      words.push_back(line.substr(begin, end - begin));
      begin = end + 1;
    }
    const std::string tag = words.front();
    words.erase(words.begin());
    entries.emplace_back(tag, words);
  }
  return capabilities(std::move(entries));
}

/// A row of the table: circumstances, and the mechanisms in their order, or why there is none.
struct plan_case {
  plan_case(std::string what, std::vector<std::string> announced)
      : name(std::move(what)), lines(std::move(announced)) {}
  plan_case&& asks_for(std::string mechanism) && {
    who.mechanism = std::move(mechanism);
    return std::move(*this);
  }
  plan_case&& in_the_clear(bool allowed) && {
    secured = false;
    plaintext_allowed = allowed;
    return std::move(*this);
  }
  plan_case&& binding() && {
    channel_binding = true;
    return std::move(*this);
  }
  plan_case&& binding_by_exporter() && {
    exporter = true;
    return std::move(*this).binding();
  }
  plan_case&& greeted_with_timestamp() && {
    timestamp = true;
    return std::move(*this);
  }
  plan_case&& certified() && {
    certificate = true;
    return std::move(*this);
  }
  plan_case&& without_gnu_sasl() && {
    supported = [](const mechanism_info& about) {
      return about.method != login_method::sasl || about.proof == proof_of::token;
    };
    return std::move(*this);
  }
  plan_case&& with(credentials other) && {
    const std::string mechanism = who.mechanism;
    who = std::move(other);
    who.mechanism = mechanism;
    return std::move(*this);
  }
  plan_case&& gives(std::string mechanisms) && {
    expected = std::move(mechanisms);
    return std::move(*this);
  }
  plan_case&& fails(errc why) && {
    code = why;
    return std::move(*this);
  }
  friend void PrintTo(const plan_case& given, std::ostream* out) { *out << given.name; }

  std::string name;
  std::vector<std::string> lines;  // "-": no CAPA
  credentials who{"alice", "s3cret"};
  bool secured = true;
  bool channel_binding = false;
  bool exporter = false;
  bool plaintext_allowed = false;
  bool timestamp = false;
  bool certificate = false;
  bool (*supported)(const mechanism_info& about) = login_circumstances().supported;
  std::string expected;
  errc code = errc::mechanism_unavailable;
};

credentials token_of(std::string user) {
  credentials who(std::move(user), "");
  who.token = "ya29.token";
  return who;
}

credentials with_both() {
  credentials who = token_of("alice");
  who.password = "s3cret";
  return who;
}

credentials provided() {
  credentials who("alice", "");
  who.provider = [](bool) { return std::string("ya29.token"); };
  return who;
}

credentials acting_as_bob() {
  credentials who("alice", "s3cret");
  who.authorization_id = "bob";
  return who;
}

using rows = std::vector<plan_case>;

rows ordinary_rows() {
  rows all;
  const auto add = [&all](plan_case&& row) { all.push_back(std::move(row)); };
  add(plan_case("plain_before_user", {"USER", "SASL PLAIN"}).gives("PLAIN USER"));
  add(plan_case("mechanism_names_in_any_case", {"SASL plain"}).gives("PLAIN"));
  add(plan_case("user_alone", {"USER"}).gives("USER"));
  add(plan_case("user_without_capa", {"-"}).gives("USER"));
  add(plan_case("nothing_known_to_us", {"SASL X-MOON"}).fails(errc::mechanism_unavailable));
  add(plan_case("nothing_announced", {"TOP"}).fails(errc::mechanism_unavailable));
  add(plan_case("strongest_first_under_tls", {all_passwords, "USER"})
          .binding()
          .gives("SCRAM-SHA-256-PLUS SCRAM-SHA-1-PLUS SCRAM-SHA-256 SCRAM-SHA-1 PLAIN LOGIN USER CRAM-MD5 DIGEST-MD5 "
                 "NTLM"));
  add(plan_case("no_plus_without_a_channel_to_bind_to", {all_passwords})
          .gives("SCRAM-SHA-256 SCRAM-SHA-1 PLAIN LOGIN CRAM-MD5 DIGEST-MD5 NTLM"));
  const std::string both = "SASL SCRAM-SHA-256-PLUS SCRAM-SHA-256";
  add(plan_case("bound_by_exporter", {both, "IMPLEMENTATION Dovecot"})
          .binding_by_exporter()
          .gives("SCRAM-SHA-256-PLUS SCRAM-SHA-256"));
  add(plan_case("not_bound_by_exporter_to_cyrus", {both, "IMPLEMENTATION Cyrus POP3 3.6.1"})
          .binding_by_exporter()
          .gives("SCRAM-SHA-256"));
  add(plan_case("bound_by_tls_unique_to_cyrus", {both, "IMPLEMENTATION Cyrus POP3 3.6.1"})
          .binding()
          .gives("SCRAM-SHA-256-PLUS SCRAM-SHA-256"));
  add(plan_case("bound_by_exporter_to_cyrus_if_asked_for", {both, "IMPLEMENTATION Cyrus POP3 3.6.1"})
          .binding_by_exporter()
          .asks_for("SCRAM-SHA-256-PLUS")
          .gives("SCRAM-SHA-256-PLUS"));
  add(plan_case("nothing_bound_alone", {"SASL SCRAM-SHA-256-PLUS"}).fails(errc::mechanism_unavailable));
  add(plan_case("never_external_with_a_password", {"SASL EXTERNAL"}).certified().fails(errc::mechanism_unavailable));
  add(plan_case("never_gssapi_or_anonymous_unasked", {"SASL GSSAPI ANONYMOUS"}).fails(errc::mechanism_unavailable));
  return all;
}

rows clear_rows() {
  rows all;
  const auto add = [&all](plan_case&& row) { all.push_back(std::move(row)); };
  add(plan_case("clear_refused", {"USER"}).in_the_clear(false).fails(errc::plaintext_refused));
  add(plan_case("clear_refused_for_scram_too", {"SASL SCRAM-SHA-256"})
          .in_the_clear(false)
          .fails(errc::plaintext_refused));
  add(plan_case("clear_allowed", {"USER", "SASL PLAIN"}).in_the_clear(true).gives("PLAIN USER"));
  add(plan_case("clear_shows_the_password_last", {all_passwords, "USER"})
          .in_the_clear(true)
          .gives("SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 DIGEST-MD5 NTLM PLAIN LOGIN USER"));
  add(plan_case("apop_under_tls_comes_last", {"USER", "SASL CRAM-MD5"})
          .greeted_with_timestamp()
          .gives("USER CRAM-MD5 APOP"));
  add(plan_case("apop_in_the_clear_is_never_chosen", {"TOP"})
          .in_the_clear(true)
          .greeted_with_timestamp()
          .fails(errc::mechanism_unavailable));
  add(plan_case("apop_in_the_clear_if_asked_for", {"USER"})
          .in_the_clear(true)
          .greeted_with_timestamp()
          .asks_for("apop")
          .gives("APOP"));
  add(plan_case("apop_without_a_timestamp", {"USER"}).asks_for("APOP").fails(errc::mechanism_unavailable));
  return all;
}

rows asked_rows() {
  rows all;
  const auto add = [&all](plan_case&& row) { all.push_back(std::move(row)); };
  add(plan_case("only_plain", {"USER", "SASL PLAIN"}).asks_for("PLAIN").gives("PLAIN"));
  add(plan_case("only_user", {"USER", "SASL PLAIN"}).asks_for("user").gives("USER"));
  add(plan_case("only_plain_not_offered", {"USER"}).asks_for("PLAIN").fails(errc::mechanism_unavailable));
  add(plan_case("only_plain_without_capa", {"-"}).asks_for("PLAIN").gives("PLAIN"));
  add(plan_case("only_user_not_announced", {"SASL PLAIN"}).asks_for("USER").fails(errc::mechanism_unavailable));
  add(plan_case("only_user_where_capa_forgot_it", {"TOP", "UIDL"}).asks_for("USER").gives("USER"));
  add(plan_case("unknown_mechanism", {"SASL X-MOON"}).asks_for("X-MOON").fails(errc::mechanism_unavailable));
  add(plan_case("only_gssapi", {"SASL GSSAPI PLAIN"}).asks_for("GSSAPI").with({}).gives("GSSAPI"));
  add(plan_case("only_anonymous", {"SASL ANONYMOUS"}).asks_for("ANONYMOUS").with({}).gives("ANONYMOUS"));
  add(plan_case("only_external", {"SASL EXTERNAL"}).asks_for("EXTERNAL").with({}).gives("EXTERNAL"));
  add(plan_case("only_bound_without_binding", {all_passwords})
          .asks_for("SCRAM-SHA-256-PLUS")
          .fails(errc::mechanism_unavailable));
  add(plan_case("a_mechanism_without_its_secret", {"SASL CRAM-MD5"})
          .asks_for("CRAM-MD5")
          .with(token_of("alice"))
          .fails(errc::credentials_missing));
  add(plan_case("a_bearer_mechanism_without_a_token", {"SASL XOAUTH2"})
          .asks_for("XOAUTH2")
          .fails(errc::credentials_missing));
  return all;
}

rows other_rows() {
  rows all;
  const auto add = [&all](plan_case&& row) { all.push_back(std::move(row)); };
  const std::vector<std::string> bearer{"SASL PLAIN XOAUTH2 OAUTHBEARER", "USER"};
  add(plan_case("token", bearer).with(token_of("alice")).gives("OAUTHBEARER XOAUTH2"));
  add(plan_case("token_provider", bearer).with(provided()).gives("OAUTHBEARER XOAUTH2"));
  add(plan_case("token_before_password", bearer).with(with_both()).gives("OAUTHBEARER XOAUTH2 PLAIN USER"));
  add(plan_case("token_where_there_is_no_bearer", {"SASL PLAIN"})
          .with(token_of("alice"))
          .fails(errc::mechanism_unavailable));
  add(plan_case("token_without_a_name", bearer).with(token_of("")).fails(errc::credentials_missing));
  add(plan_case("certificate", {"SASL EXTERNAL PLAIN"}).certified().with({}).gives("EXTERNAL"));
  add(plan_case("nothing_at_all", {"SASL EXTERNAL PLAIN"}).with({}).fails(errc::credentials_missing));
  add(plan_case("another_authorization_identity", {all_passwords, "USER"})
          .with(acting_as_bob())
          .gives("SCRAM-SHA-256 SCRAM-SHA-1 PLAIN DIGEST-MD5"));
  return all;
}

rows rows_without_libraries() {
  rows all;
  const auto add = [&all](plan_case&& row) { all.push_back(std::move(row)); };
  add(plan_case("without_gnu_sasl_by_user", {all_passwords, "USER"}).without_gnu_sasl().gives("USER"));
  add(plan_case("without_gnu_sasl_by_token", {"SASL PLAIN XOAUTH2"})
          .without_gnu_sasl()
          .with(with_both())
          .gives("XOAUTH2"));
  add(plan_case("only_mechanisms_of_gnu_sasl", {all_passwords})
          .without_gnu_sasl()
          .fails(errc::mechanism_not_supported));
  add(plan_case("gnu_sasl_asked_for", {"SASL PLAIN", "USER"})
          .without_gnu_sasl()
          .asks_for("PLAIN")
          .fails(errc::mechanism_not_supported));
  add(plan_case("gnu_sasl_asked_for_but_not_offered", {"USER"})
          .without_gnu_sasl()
          .asks_for("PLAIN")
          .fails(errc::mechanism_unavailable));
  return all;
}

rows all_rows() {
  rows all = ordinary_rows();
  for (const rows& more : {clear_rows(), asked_rows(), other_rows(), rows_without_libraries()})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

class login_plan_table : public ::testing::TestWithParam<plan_case> {};

TEST_P(login_plan_table, names_the_mechanism_that_is_tried) {
  const plan_case& given = GetParam();
  const capabilities offered = offer(given.lines);
  login_circumstances circumstances;
  circumstances.offered = given.lines == std::vector<std::string>{"-"} ? nullptr : &offered;
  circumstances.secured = given.secured;
  circumstances.channel_binding = given.channel_binding;
  circumstances.tls_exporter = given.exporter;
  circumstances.plaintext_allowed = given.plaintext_allowed;
  circumstances.timestamp = given.timestamp;
  circumstances.client_certificate = given.certificate;
  circumstances.supported = given.supported;
  const outcome<login_plan> planned = plan_login(given.who, circumstances);
  if (given.expected.empty()) {
    ASSERT_FALSE(planned);
    EXPECT_EQ(planned.error(), given.code);
    return;
  }
  ASSERT_TRUE(planned) << planned.error().message();
  std::string names;
  for (const mechanism_info* each : *planned) names.append(names.empty() ? "" : " ").append(each->name);
  EXPECT_EQ(names, given.expected);
}

INSTANTIATE_TEST_SUITE_P(rows, login_plan_table, ::testing::ValuesIn(all_rows()),
                         [](const auto& given) { return given.param.name; });

TEST(credentials_check, wants_both) {
  EXPECT_EQ(check_credentials(credentials("", "x")).error(), errc::credentials_missing);
  EXPECT_EQ(check_credentials(credentials("x", "")).error(), errc::credentials_missing);
  EXPECT_TRUE(check_credentials(credentials("x", "y")));
}

TEST(credentials_check, refuses_what_would_begin_another_command_rfc1939_3) {
  for (const char octet : {'\r', '\n', '\0'}) {
    const std::string bad = std::string("a") + octet + "DELE 1";
    EXPECT_EQ(check_credentials(credentials(bad, "x")).error(), errc::line_break_in_argument);
    EXPECT_EQ(check_credentials(credentials("x", bad)).error(), errc::line_break_in_argument);
    credentials acting("x", "y");
    acting.authorization_id = bad;
    EXPECT_EQ(check_credentials(acting).error(), errc::line_break_in_argument);
    credentials bearing("x", "");
    bearing.token = bad;
    EXPECT_EQ(check_credentials(bearing).error(), errc::line_break_in_argument);
  }
}

TEST(credentials_check, refuses_a_token_that_would_end_its_field_rfc7628_3) {
  credentials bearing("x", "");
  bearing.token = "good\x01user=root";
  EXPECT_EQ(check_credentials(bearing).error(), errc::invalid_option);
}

TEST(leaves_at_once, only_if_no_line_answers_the_server_rfc5034_4) {
  for (const mechanism_info& each : mechanism_table()) {
    EXPECT_EQ(leaves_at_once(each, true), each.name == "USER") << each.name;
    EXPECT_FALSE(leaves_at_once(each, false)) << each.name;
  }
}

}  // namespace
}  // namespace pop3kit::engine
