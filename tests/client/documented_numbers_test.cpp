#include <gmock/gmock.h>

#include <boost/functional/hash.hpp>
#include <chrono>
#include <limits>
#include <string>

#include "client/client_stage.hpp"

namespace pop3kit::testing {
namespace {

using std::chrono::seconds;
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
