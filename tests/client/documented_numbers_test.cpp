#include <gmock/gmock.h>

#include <algorithm>
#include <boost/functional/hash.hpp>
#include <chrono>
#include <limits>
#include <string>

#include "client/client_stage.hpp"
#include "client/toy_server.hpp"

namespace pop3kit::testing {
namespace {

using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// The defaults and bounds that the public headers and docs/ state as numbers.

TEST(documented_numbers, are_the_defaults_of_the_options) {
  const client_options options;
  EXPECT_EQ(options.port, 0);
  EXPECT_EQ(options.protection, security::automatic);
  EXPECT_EQ(options.timeout, seconds(60));
  EXPECT_EQ(options.pipeline, pipelining::automatic);
  EXPECT_EQ(options.multi, multi_connection::disable);
  EXPECT_EQ(options.keep_alive, seconds(0));
  EXPECT_EQ(options.reconnect.attempts, 0U);
  EXPECT_EQ(options.reconnect.first_wait, seconds(1));
  EXPECT_EQ(options.reconnect.longest_wait, seconds(30));
  EXPECT_TRUE(options.tls.verify);
  EXPECT_TRUE(options.tls.use_system_trust);
  EXPECT_EQ(options.tls.minimum, tls_minimum::tls1_2);
  EXPECT_EQ(connection_report::most_named, 8U);
}

TEST(documented_numbers, are_the_defaults_of_the_limits) {
  const client_limits limits;
  EXPECT_EQ(limits.line_octets, 8192U);
  EXPECT_EQ(limits.listing_entries, 1'000'000U);
  EXPECT_EQ(limits.listing_octets, 128U << 20U);
  EXPECT_EQ(limits.capability_lines, 256U);
  EXPECT_EQ(limits.unique_id_octets, std::numeric_limits<std::size_t>::max());
  EXPECT_EQ(limits.kept_message_octets, 1U << 30U);
  EXPECT_EQ(limits.streamed_message_octets, std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(limits.header_octets, 16U << 20U);
  EXPECT_EQ(limits.kept_header_octets, 1U << 30U);
  EXPECT_EQ(limits.sasl_rounds, 16U);
  EXPECT_EQ(limits.scram_iterations, 1'000'000U);
  EXPECT_EQ(limits.minimum_rate, 0U);
  EXPECT_EQ(limits.rate_window, seconds(10));
}

TEST(documented_numbers, a_line_has_8192_octets_at_most_its_line_end_included) {
  for (const auto& [octets, fits] : {std::pair(8192U, true), std::pair(8193U, false)}) {
    client_stage stage;
    const std::string line = "+OK " + std::string(octets - 6, 'x');
    stage.serve_session("C: NOOP\nS: " + line);
    value_of(stage.run(stage.mail().connect()));
    const result<> done = stage.run(stage.mail().noop());
    EXPECT_EQ(done.has_value(), fits) << octets;
    if (!fits) {
      EXPECT_EQ(done.error().code(), errc::line_too_long);
    }
  }
}

TEST(documented_numbers, a_line_of_uidl_or_capa_and_a_challenge_have_8192_octets_at_most_too) {
  for (const auto& [octets, fits] : {std::pair(8192U, true), std::pair(8193U, false)}) {
    client_stage stage;
    stage.serve_session("C: UIDL\nS! +OK|1 " + std::string(octets - 4, 'x') + "|.");
    EXPECT_EQ(stage.run(stage.mail().list_unique_ids()).has_value(), fits) << octets;

    client_stage other;
    other.serve_session("C: CAPA\nS! +OK|" + std::string(octets - 2, 'X') + "|.");
    EXPECT_EQ(other.run(other.mail().get_capabilities()).has_value(), fits) << octets;

    client_stage third;
    third.allow_differences("a challenge that fits is answered, although it means nothing");
    third.serve(
        script("S: +OK\nC: CAPA\nS! +OK|SASL CRAM-MD5|.\nC: AUTH CRAM-MD5\nS: + " + std::string(octets - 4, 'A')));
    const failure why = failure_of(third.run(third.mail().connect()));
    EXPECT_EQ(why.code() == errc::line_too_long, !fits) << why.message();
  }
}

TEST(documented_numbers, port_0_is_995_for_implicit_tls_and_110_otherwise) {
  for (const auto& [protection, port] : {std::pair(security::implicit, 995), std::pair(security::automatic, 110),
                                         std::pair(security::stls, 110), std::pair(security::none, 110)}) {
    client_stage stage;
    stage.options.port = 0;
    stage.options.protection = protection;
    std::vector<std::string> places;
    stage.options.trace = [&places](const trace_event& event) {
      if (event.kind == trace_kind::connected) places.push_back(event.text);
    };
    stage.serve(script("S: -ERR no"));
    stage.allow_differences("a client of implicit TLS begins a handshake");
    failure_of(stage.run(stage.mail().connect()));
    EXPECT_THAT(places, ElementsAre("mail.test:" + std::to_string(port)));
  }
}

/// Counts what has begun and not ended yet.
class overlap_receiver final : public message_receiver {
 public:
  result<> begin(const message_info&) override {
    most = std::max(most, ++open_);
    return {};
  }
  result<> octets(const message_info&, std::span<const char>) override { return {}; }
  result<> end(const message_info&, const result<>&) override {
    --open_;
    return {};
  }
  std::size_t most = 0;

 private:
  std::size_t open_ = 0;
};

TEST(documented_numbers, a_message_ends_up_to_a_few_dozen_others_later_with_pipelining_alone) {
  for (const bool pipelines : {true, false}) {
    toy_journal journal;
    client_stage stage;
    toy_plan plan;
    plan.messages = numbered_messages(200);
    if (!pipelines) plan.extra_capabilities.clear();
    stage.serve_by(toy_server(stage.time, plan, journal));
    overlap_receiver receiver;
    EXPECT_EQ(value_of(stage.run(stage.mail().save_messages(receiver))).messages, 200U);
    EXPECT_LE(receiver.most, pipelines ? 33U : 1U);
    EXPECT_GE(receiver.most, pipelines ? 8U : 1U);
  }
}

/// Counts messages and headers that have arrived and are not handed over yet. Each is larger than what one progress
/// report covers.
TEST(documented_numbers, a_handler_waits_for_up_to_32_messages_or_headers_with_pipelining_alone) {
  constexpr std::size_t padding = 70'000;
  constexpr std::size_t octets = 72'100;  // a little more than each of them has
  for (const bool pipelines : {true, false}) {
    for (const bool headers : {true, false}) {
      toy_journal journal;
      client_stage stage;
      toy_plan plan;
      plan.messages = numbered_messages(100);
      plan.padding = padding;
      if (!pipelines) plan.extra_capabilities.clear();
      stage.serve_by(toy_server(stage.time, plan, journal));
      std::uint64_t most = 0;
      stage.mail().watch_progress([&most](const transfer_progress& so_far) {
        most =
            std::max(most, so_far.octets_done / octets - std::min(so_far.octets_done / octets, so_far.messages_done));
      });
      std::vector<message_reference> all;
      for (int number = 1; number <= 100; ++number) all.emplace_back(number);
      std::size_t handed = 0;
      const auto count_header = [&handed](const message_info&, const result<header_collection>& header) -> result<> {
        handed += header ? 1 : 0;
        return {};
      };
      const auto count_message = [&handed](const message_info&, const result<mail_message>& message) -> result<> {
        handed += message ? 1 : 0;
        return {};
      };
      if (headers) {
        value_of(stage.run(stage.mail().get_message_headers(all, count_header)));
      } else {
        value_of(stage.run(stage.mail().fetch_messages(all, count_message)));
      }
      EXPECT_EQ(handed, 100U);
      EXPECT_LE(most, pipelines ? 33U : 2U);
      if (pipelines) {
        EXPECT_GE(most, 8U);
      }
    }
  }
}

TEST(documented_numbers, a_command_has_255_octets_at_most_rfc2449_4) {
  client_stage stage;
  const std::string longest(255 - std::string("LANG \r\n").size(), 'x');
  stage.serve_session("C: LANG " + longest + "\nS: -ERR unknown\nC: NOOP\nS: +OK", {"LANG"});
  EXPECT_EQ(failure_of(stage.run(stage.mail().set_language(longest))).code(), errc::language_unknown);
  EXPECT_EQ(failure_of(stage.run(stage.mail().set_language(longest + 'x'))).code(), errc::argument_too_long);
  value_of(stage.run(stage.mail().noop()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(documented_numbers, a_pause_sends_noop_every_minute_without_keep_alive) {
  client_stage stage;
  stage.serve_session("C: NOOP\nS: +OK\nC: NOOP\nS: +OK");
  value_of(stage.run(stage.mail().connect()));
  value_of(stage.run(stage.mail().pause(seconds(150))));
  EXPECT_EQ(stage.differences(), "");
}

/// A text inside so many multiparts.
mail_message nested(int depth) {
  std::string text = "Subject: nested\n";
  for (int level = 0; level < depth; ++level) {
    const std::string boundary = "b" + std::to_string(level);
    text += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
  }
  text += "Content-Type: text/plain\n\nhello\n";
  for (int level = depth - 1; level >= 0; --level) text += "\n--b" + std::to_string(level) + "--\n";
  return mail_message(text);
}

TEST(documented_numbers, multiparts_are_parsed_32_levels_deep) {
  EXPECT_EQ(nested(32).text_body(), "hello\n");
  EXPECT_THAT(nested(32).attachments(), IsEmpty());
  EXPECT_EQ(nested(33).text_body(), "");
  ASSERT_THAT(nested(33).attachments(), SizeIs(1));
  EXPECT_EQ(nested(33).attachments()[0].content_type, "multipart/mixed");
}

TEST(documented_numbers, boost_hash_finds_the_hash_of_a_unique_id) {
  EXPECT_EQ(boost::hash<unique_id>()(unique_id("a7")), std::hash<unique_id>()(unique_id("a7")));
}

}  // namespace
}  // namespace pop3kit::testing
