#include "wire/capability_line.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace pop3kit {
namespace {

using namespace std::string_view_literals;
using text_list = std::vector<std::string>;

struct capability_line_case {
  const char* name;
  std::string_view line;
  std::string_view tag;
  text_list parameters;
};

void PrintTo(const capability_line_case& each, std::ostream* out) {
  *out << each.name;
}

const std::vector<capability_line_case> capability_line_cases{
    {"top_rfc2449_6_1", "TOP"sv, "TOP"sv, {}},
    {"sasl_rfc2449_5", "SASL CRAM-MD5 KERBEROS_V4"sv, "SASL"sv, {"CRAM-MD5", "KERBEROS_V4"}},
    {"login_delay_rfc2449_6_5", "LOGIN-DELAY 900"sv, "LOGIN-DELAY"sv, {"900"}},
    {"expire_rfc2449_6_7", "EXPIRE 30 USER"sv, "EXPIRE"sv, {"30", "USER"}},
    {"implementation_rfc2449_6_9",
     "IMPLEMENTATION Shlemazle-Plotz-v302"sv,
     "IMPLEMENTATION"sv,
     {"Shlemazle-Plotz-v302"}},
    {"several_words_rfc5034_6",
     "IMPLEMENTATION BlurdyBlurp POP3 server"sv,
     "IMPLEMENTATION"sv,
     {"BlurdyBlurp", "POP3", "server"}},
    {"utf8_user_rfc6856_2", "UTF8 USER"sv, "UTF8"sv, {"USER"}},
    {"tag_in_lower_case", "stls"sv, "STLS"sv, {}},
    {"parameters_keep_their_case", "sasl plain"sv, "SASL"sv, {"plain"}},
    {"several_spaces", "SASL  PLAIN   LOGIN "sv, "SASL"sv, {"PLAIN", "LOGIN"}},
    {"leading_space", " TOP"sv, "TOP"sv, {}},
    {"tabs", "SASL\tPLAIN"sv, "SASL"sv, {"PLAIN"}},
    {"high_octets_stay", "IMPLEMENTATION caf\xc3\xa9"sv, "IMPLEMENTATION"sv, {"caf\xc3\xa9"}},
};

class capability_lines : public ::testing::TestWithParam<capability_line_case> {};

TEST_P(capability_lines, parse) {
  const auto parsed = wire::parse_capability_line(GetParam().line);
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->tag, GetParam().tag);
  EXPECT_EQ(parsed->parameters, GetParam().parameters);
}

INSTANTIATE_TEST_SUITE_P(wire, capability_lines, ::testing::ValuesIn(capability_line_cases),
                         [](const auto& each) { return each.param.name; });

class no_capability_lines : public ::testing::TestWithParam<std::string_view> {};

TEST_P(no_capability_lines, are_refused) {
  EXPECT_EQ(wire::parse_capability_line(GetParam()).error(), errc::malformed_response);
}

INSTANTIATE_TEST_SUITE_P(wire, no_capability_lines,
                         ::testing::Values(""sv, " "sv, "\t"sv, "TOP\0"sv, "TOP\x7f"sv, "\x1b[31mTOP"sv, "TOP\r"sv));

}  // namespace
}  // namespace pop3kit
