#include <filesystem>
#include <fstream>
#include <limits>

#include "played_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

std::string row_of(const std::string& page, const std::string& limit) {
  const std::size_t begin = page.find("\n| `" + limit + "`");
  return begin == std::string::npos ? "" : page.substr(begin + 1, page.find('\n', begin + 1) - begin - 1);
}

std::string limits_page() {
  std::ifstream file{std::filesystem::path(POP3KIT_SCENARIOS) / "../docs/reference/limits.md"};
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The value of a limit that its scenario passes, as the page says in its last column but one.
std::uint64_t shown_at(const std::string& limit) {
  std::string row = row_of(limits_page(), limit);
  row.resize(row.rfind(" | `"));
  std::string digits = row.substr(row.rfind("| ") + 2);
  std::erase(digits, ',');
  return std::stoull(digits);
}

/// Every limit has a scenario that attacks it, and an error of its own.
class limits : public played_scenario {
 protected:
  template <class T>
  static failure why(const result<T>& outcome) {
    EXPECT_TRUE(outcome.has_error());
    return outcome ? failure(errc::script_failed) : outcome.error();
  }

  template <class T>
  static void expect_ended(const result<T>& outcome, errc code) {
    const failure cause = why(outcome);
    EXPECT_EQ(cause.code(), code) << cause.message();
    EXPECT_EQ(cause.kind(), fault::protocol);
    EXPECT_FALSE(cause.session_usable());
  }
};

TEST_F(limits, line_octets) {
  play("limits/line_octets.lua");
  expect_ended(mail().get_message_headers(1), errc::line_too_long);
  client_options patient = options();
  patient.limits.line_octets = 200'000;
  const auto read = client{patient}.get_message_headers(1);
  EXPECT_TRUE(read.has_value()) << read.error().message();
}

TEST_F(limits, listing_entries) {
  play("limits/listing_entries.lua");
  client_options bounded = options(security::none);
  bounded.limits.listing_entries = shown_at("listing_entries");
  expect_ended(client{bounded}.list_messages(list_fields::ids_only), errc::too_many_entries);
  expect_ended(client{bounded}.list_unique_ids(), errc::too_many_entries);
}

TEST_F(limits, listing_octets) {
  play("limits/listing_octets.lua");
  EXPECT_EQ(mail(security::none).list_unique_ids().value().size(), 2000U);
  client_options bounded = options(security::none);
  bounded.limits.listing_octets = shown_at("listing_octets");
  expect_ended(client{bounded}.list_messages(list_fields::ids_only), errc::listing_too_large);
  expect_ended(client{bounded}.list_unique_ids(), errc::listing_too_large);
}

TEST_F(limits, kept_header_octets) {
  play("limits/kept_header_octets.lua");
  client_options bounded = options(security::none);
  bounded.limits.kept_header_octets = shown_at("kept_header_octets");
  expect_ended(client{bounded}.list_messages(), errc::kept_headers_too_large);
  std::vector<message_reference> all;
  for (int number = 1; number <= 40; ++number) all.emplace_back(number);
  const header_handler forget = [](const message_info&, result<header_collection>) -> result<> { return {}; };
  const auto streamed = client{bounded}.get_message_headers(all, forget);
  ASSERT_TRUE(streamed.has_value()) << streamed.error().message();
  EXPECT_EQ(streamed->messages, 40U);
  EXPECT_GT(streamed->octets, 8'000'000U);
}

TEST_F(limits, capability_lines) {
  play("limits/capability_lines.lua");
  expect_ended(mail(security::none).connect(), errc::too_many_capabilities);
  client_options patient = options(security::none);
  patient.limits.capability_lines = 1001;
  const auto announced = client{patient}.get_capabilities();
  ASSERT_TRUE(announced.has_value()) << announced.error().message();
  EXPECT_EQ(announced->entries().size(), 1001U);
}

TEST_F(limits, unique_id_octets) {
  play("limits/unique_id_octets.lua");
  const auto kept = mail().get_message_info(1, list_fields::ids_only);
  ASSERT_TRUE(kept.has_value()) << kept.error().message();
  EXPECT_EQ(kept->unique_id->str().size(), 7000U);
  client_options bounded = options();
  bounded.limits.unique_id_octets = shown_at("unique_id_octets");
  expect_ended(client{bounded}.get_message_info(1, list_fields::ids_only), errc::unique_id_too_long);
}

TEST_F(limits, message_octets) {
  play("limits/message_octets.lua");
  client_options bounded = options(security::none);
  bounded.limits.kept_message_octets = shown_at("kept_message_octets");
  bounded.limits.streamed_message_octets = shown_at("streamed_message_octets");
  client mail{bounded};
  expect_ended(mail.fetch_message(1), errc::message_too_large);
  ASSERT_TRUE(mail.connect().has_value());
  std::uint64_t taken = 0;
  const octet_sink count = [&taken](std::span<const char> octets) -> result<> {
    taken += octets.size();
    return {};
  };
  expect_ended(mail.save_message(1, count), errc::message_too_large);
  EXPECT_LE(taken, bounded.limits.streamed_message_octets);
}

TEST_F(limits, header_octets) {
  play("limits/header_octets.lua");
  client reader = mail();
  expect_ended(reader.get_message_headers(1), errc::header_too_large);
  const auto listed = reader.list_messages();
  ASSERT_TRUE(listed.has_value()) << listed.error().message();
  EXPECT_FALSE(listed->at(0).headers.has_value());
  EXPECT_EQ(reader.last_report().headers_refused, 1U);
  client_options bounded = options();
  bounded.limits.header_octets = 30'000'000;
  EXPECT_EQ(client{bounded}.get_message_headers(1)->subject(), "filler");
}

TEST_F(limits, sasl_rounds) {
  play("limits/sasl_rounds.lua");
  client_options bounded = options();
  bounded.limits.sasl_rounds = shown_at("sasl_rounds");
  expect_ended(client{bounded}.connect(), errc::too_many_challenges);
  // The mechanism itself knows that it was over with the second.
  expect_ended(mail().connect(), errc::sasl_exchange_broken);
}

TEST_F(limits, scram_iterations) {
  play("limits/scram_iterations.lua");
  expect_ended(mail().connect(), errc::too_much_hashing);
}

TEST_F(limits, minimum_rate) {
  play("limits/minimum_rate.lua");
  client_options bounded = options(security::none);
  bounded.limits.minimum_rate = shown_at("minimum_rate");
  bounded.limits.rate_window = std::chrono::milliseconds{100};
  expect_ended(client{bounded}.fetch_message(1), errc::too_slow);
}

struct documented_limit {
  std::string name;
  std::uint64_t value;
  std::string error;
};

std::vector<documented_limit> documented_limits() {
  const client_limits limits;
  return {{"line_octets", limits.line_octets, "line_too_long"},
          {"listing_entries", limits.listing_entries, "too_many_entries"},
          {"listing_octets", limits.listing_octets, "listing_too_large"},
          {"capability_lines", limits.capability_lines, "too_many_capabilities"},
          {"unique_id_octets", limits.unique_id_octets, "unique_id_too_long"},
          {"kept_message_octets", limits.kept_message_octets, "message_too_large"},
          {"streamed_message_octets", limits.streamed_message_octets, "message_too_large"},
          {"header_octets", limits.header_octets, "header_too_large"},
          {"kept_header_octets", limits.kept_header_octets, "kept_headers_too_large"},
          {"sasl_rounds", limits.sasl_rounds, "too_many_challenges"},
          {"scram_iterations", limits.scram_iterations, "too_much_hashing"}};
}

/// "none", "16 MiB", "1,000,000", "8192"
std::string shown(std::uint64_t value) {
  constexpr std::uint64_t mebi = 1U << 20;
  if (value == std::numeric_limits<std::uint64_t>::max()) return "none";
  if (value % (mebi << 10) == 0) return std::to_string(value / (mebi << 10)) + " GiB";
  if (value % mebi == 0) return std::to_string(value / mebi) + " MiB";
  std::string digits = std::to_string(value);
  if (digits.size() < 5) return digits;
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

TEST(limits_page, tells_the_default_the_error_and_the_scenario_of_each_limit) {
  const std::filesystem::path scenarios = POP3KIT_SCENARIOS;
  const std::string page = limits_page();
  for (const documented_limit& each : documented_limits()) {
    const std::string row = row_of(page, each.name);
    EXPECT_TRUE(row.starts_with("| `" + each.name + "` | " + shown(each.value) + " |")) << each.name << ": " << row;
    EXPECT_NE(row.find("| `" + each.error + "` |"), std::string::npos) << row;
    const std::size_t begin = row.rfind("| `") + 3;
    const std::string scenario = row.substr(begin, row.rfind('`') - begin);
    EXPECT_TRUE(std::filesystem::exists(scenarios / "limits" / scenario)) << row;
  }
  const std::string rate = row_of(page, "minimum_rate");
  EXPECT_TRUE(rate.starts_with("| `minimum_rate`, `rate_window` | off, 10 s |")) << rate;
  EXPECT_EQ(client_limits().minimum_rate, 0U);
  EXPECT_EQ(client_limits().rate_window, std::chrono::seconds(10));
}

}  // namespace
}  // namespace pop3kit::scenarios
