#include "played_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

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
  bounded.limits.listing_entries = 20'000;
  expect_ended(client{bounded}.list_messages(list_fields::ids_only), errc::too_many_entries);
  expect_ended(client{bounded}.list_unique_ids(), errc::too_many_entries);
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
  bounded.limits.unique_id_octets = 70;
  expect_ended(client{bounded}.get_message_info(1, list_fields::ids_only), errc::unique_id_too_long);
}

TEST_F(limits, message_octets) {
  play("limits/message_octets.lua");
  client_options bounded = options(security::none);
  bounded.limits.kept_message_octets = 1'000'000;
  bounded.limits.streamed_message_octets = 2'000'000;
  client mail{bounded};
  expect_ended(mail.fetch_message(1), errc::message_too_large);
  ASSERT_TRUE(mail.connect().has_value());
  std::uint64_t taken = 0;
  const octet_sink count = [&taken](std::span<const char> octets) -> result<> {
    taken += octets.size();
    return {};
  };
  expect_ended(mail.save_message(1, count), errc::message_too_large);
  EXPECT_LE(taken, 2'000'000U);
}

TEST_F(limits, header_octets) {
  play("limits/header_octets.lua");
  client reader = mail();
  expect_ended(reader.get_message_headers(1), errc::header_too_large);
  expect_ended(reader.list_messages(), errc::header_too_large);
  client_options bounded = options();
  bounded.limits.header_octets = 30'000'000;
  EXPECT_EQ(client{bounded}.get_message_headers(1)->subject(), "filler");
}

TEST_F(limits, sasl_rounds) {
  play("limits/sasl_rounds.lua");
  client_options bounded = options();
  bounded.limits.sasl_rounds = 2;
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
  bounded.limits.minimum_rate = 100'000;
  bounded.limits.rate_window = std::chrono::milliseconds{100};
  expect_ended(client{bounded}.fetch_message(1), errc::too_slow);
}

}  // namespace
}  // namespace pop3kit::scenarios
