#include "session/login_plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>

namespace pop3kit::engine {
namespace {

constexpr const char* refused = "";

struct plan_case {
  plan_case(std::string what, std::vector<std::string> capa, std::string only, bool tls, bool plaintext,
            std::string chosen, errc otherwise = errc::mechanism_unavailable)
      : name(std::move(what)),
        lines(std::move(capa)),
        mechanism(std::move(only)),
        secured(tls),
        plaintext_allowed(plaintext),
        expected(std::move(chosen)),
        code(otherwise) {}
  friend void PrintTo(const plan_case& given, std::ostream* out) { *out << given.name; }
  std::string name;
  std::vector<std::string> lines;  // "-": no CAPA
  std::string mechanism;
  bool secured;
  bool plaintext_allowed;
  std::string expected;
  errc code;
};

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

class login_plan : public ::testing::TestWithParam<plan_case> {};

TEST_P(login_plan, chooses) {
  const plan_case& given = GetParam();
  const capabilities offered = offer(given.lines);
  login_circumstances circumstances;
  circumstances.offered = given.lines == std::vector<std::string>{"-"} ? nullptr : &offered;
  circumstances.secured = given.secured;
  circumstances.plaintext_allowed = given.plaintext_allowed;
  credentials who("alice", "s3cret");
  who.mechanism = given.mechanism;
  const outcome<login_choice> planned = plan_login(who, circumstances);
  if (given.expected == refused) {
    ASSERT_FALSE(planned);
    EXPECT_EQ(planned.error(), given.code);
  } else {
    ASSERT_TRUE(planned) << planned.error().message();
    EXPECT_EQ(planned->mechanism, given.expected);
    EXPECT_EQ(planned->method, given.expected == "USER" ? login_method::user_pass : login_method::sasl);
  }
}

INSTANTIATE_TEST_SUITE_P(
    table, login_plan,
    ::testing::Values(plan_case("plain_first", {"USER", "SASL PLAIN"}, "", true, false, "PLAIN"),
                      plan_case("plain_in_any_case", {"SASL plain"}, "", true, false, "PLAIN"),
                      plan_case("user_where_no_plain", {"USER", "SASL CRAM-MD5"}, "", true, false, "USER"),
                      plan_case("user_alone", {"USER"}, "", true, false, "USER"),
                      plan_case("user_without_capa", {"-"}, "", true, false, "USER"),
                      plan_case("nothing_known_to_us", {"SASL CRAM-MD5"}, "", true, false, refused),
                      plan_case("nothing_announced", {"TOP"}, "", true, false, refused),
                      plan_case("only_plain", {"USER", "SASL PLAIN"}, "PLAIN", true, false, "PLAIN"),
                      plan_case("only_user", {"USER", "SASL PLAIN"}, "user", true, false, "USER"),
                      plan_case("plain_not_offered", {"USER"}, "PLAIN", true, false, refused),
                      plan_case("plain_insisted_without_capa", {"-"}, "PLAIN", true, false, "PLAIN"),
                      plan_case("user_not_announced", {"SASL PLAIN"}, "USER", true, false, refused),
                      plan_case("user_insisted_where_capa_forgot_it", {"TOP", "UIDL"}, "USER", true, false, "USER"),
                      plan_case("unknown_mechanism", {"SASL X-MOON"}, "X-MOON", true, false, refused),
                      plan_case("clear_refused", {"USER"}, "", false, false, refused, errc::plaintext_refused),
                      plan_case("clear_refused_for_plain", {"SASL PLAIN"}, "PLAIN", false, false, refused,
                                errc::plaintext_refused),
                      plan_case("clear_allowed", {"USER"}, "", false, true, "USER"),
                      plan_case("clear_allowed_plain", {"SASL PLAIN"}, "", false, true, "PLAIN")),
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
  }
}

}  // namespace
}  // namespace pop3kit::engine
