#include <gmock/gmock.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <pop3kit/trace_file.hpp>

#include "client/client_stage.hpp"
#include "link/secret_mask.hpp"
#include "session/sasl_client.hpp"
#include "text/base64.hpp"

namespace pop3kit::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class trace : public ::testing::Test {
 protected:
  trace() {
    stage_.options.trace = [this](const trace_event& event) { heard_.push_back(shown(event)); };
  }

  static std::string shown(const trace_event& event) {
    static const char* const kinds[] = {"connected", "secured", "sent", "received", "body", "disconnected"};
    std::string line = std::to_string(event.connection) + ' ' + kinds[static_cast<int>(event.kind)] + ' ' + event.text;
    if (event.octets != 0) line += " (" + std::to_string(event.octets) + ")";
    return line;
  }

  client_stage stage_;
  std::vector<std::string> heard_;
};

TEST_F(trace, shows_a_whole_session_without_its_secret) {
  stage_.serve(script(R"(
    S: +OK ready
    C: CAPA
    S: -ERR no
    C: USER alice
    S: +OK
    C: PASS s3cret
    S: +OK welcome
    C: RETR 1
    S! +OK|secret body|.
    C: QUIT
    S: +OK)"));
  value_of(stage_.run(stage_.mail().fetch_message(1)));
  value_of(stage_.run(stage_.mail().quit()));
  EXPECT_THAT(heard_, ElementsAre("1 connected mail.test:110", "1 received +OK ready (11)", "1 sent CAPA (6)",
                                  "1 received -ERR no (9)", "1 sent USER alice (12)", "1 received +OK (5)",
                                  "1 sent PASS **** (13)", "1 received +OK welcome (13)", "1 sent RETR 1 (8)",
                                  "1 received +OK (5)", "1 body  (16)", "1 sent QUIT (6)", "1 received +OK (5)",
                                  "1 disconnected quit"));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(trace, counts_the_line_ends_that_were_sent) {
  std::vector<step> steps{step::send("+OK hi\n"), step::expect("CAPA"), step::send("-ERR\r\n")};
  stage_.serve(steps + script("C: USER alice\nS: -ERR no"));
  failure_of(stage_.run(stage_.mail().connect()));
  EXPECT_THAT(heard_, ElementsAre("1 connected mail.test:110", "1 received +OK hi (7)", "1 sent CAPA (6)",
                                  "1 received -ERR (6)", "1 sent USER alice (12)", "1 received -ERR no (9)",
                                  "1 disconnected the server refused the credentials"));
}

TEST_F(trace, puts_an_ipv6_address_into_brackets) {
  stage_.options.host = "::1";
  stage_.serve(script("S: -ERR no"));
  failure_of(stage_.run(stage_.mail().connect()));
  ASSERT_FALSE(heard_.empty());
  EXPECT_EQ(heard_.front(), "1 connected [::1]:110");
}

TEST_F(trace, masks_sasl_responses_and_what_the_server_echoes) {
  stage_.serve(script(R"(
    S: +OK
    C: CAPA
    S! +OK|SASL PLAIN|.
    C: AUTH PLAIN AGFsaWNlAHMzY3JldA==
    S: +
    C: AGFsaWNlAHMzY3JldA==
    S: -ERR you said AGFsaWNlAHMzY3JldA== which is s3cret)"));
  const failure why = failure_of(stage_.run(stage_.mail().connect()));
  EXPECT_EQ(why.reply()->text, "you said **** which is ****");
  EXPECT_THAT(why.message(), Not(HasSubstr("s3cret")));
  for (const std::string& line : heard_) {
    EXPECT_THAT(line, Not(HasSubstr("s3cret")));
    EXPECT_THAT(line, Not(HasSubstr("AGFsaWNl")));
  }
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(trace, counts_connections) {
  stage_.serve(script("S: -ERR no"));
  stage_.serve(script("S: -ERR no"));
  for (int i = 0; i < 2; ++i) EXPECT_FALSE(stage_.run(stage_.mail().connect()));
  EXPECT_EQ(heard_.front(), "1 connected mail.test:110");
  EXPECT_THAT(heard_, ::testing::Contains("2 connected mail.test:110"));
}

TEST_F(trace, shows_bodies_if_it_is_asked_to) {
  stage_.options.trace_bodies = true;
  stage_.serve_session("C: LIST\nS! +OK|1 10|.\nC: UIDL\nS! +OK|1 a|.\nC: RETR 1\nS! +OK|..dotted s3cret|.");
  value_of(stage_.run(stage_.mail().list_messages(list_fields::ids_only)));
  heard_.clear();
  value_of(stage_.run(stage_.mail().fetch_message(1)));
  EXPECT_THAT(heard_, ElementsAre("1 sent RETR 1 (8)", "1 received +OK (5)", "1 body .dotted ****\r\n (20)"));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(trace, gives_the_time_since_the_client_was_made) {
  std::vector<std::chrono::nanoseconds> moments;
  stage_.options.trace = [&moments](const trace_event& event) { moments.push_back(event.at); };
  stage_.serve_session("C: NOOP\nS: +OK");
  stage_.time.advance(std::chrono::seconds(7));
  value_of(stage_.run(stage_.mail().connect()));
  EXPECT_EQ(moments.back(), std::chrono::seconds(0));
  stage_.time.advance(std::chrono::seconds(90));
  value_of(stage_.run(stage_.mail().noop()));
  EXPECT_EQ(moments.back(), std::chrono::seconds(90));
  stage_.forget_client();
}

TEST(trace_json, is_one_line_for_every_text) {
  trace_event event(trace_kind::received, 2, "+OK \"q\" \\ \r\n\x01 \xff caf\xc3\xa9", 12);
  event.at = std::chrono::milliseconds(1250);
  EXPECT_EQ(to_json(event),
            "{\"at\":1.250000,\"connection\":2,\"event\":\"received\",\"text\":"
            "\"+OK \\\"q\\\" \\\\ \\r\\n\\u0001 \xef\xbf\xbd caf\xc3\xa9\",\"octets\":12}");
}

TEST(trace_file, holds_every_event_and_is_readable_by_the_owner_alone) {
  std::string made = (std::filesystem::temp_directory_path() / "pop3kit_trace_XXXXXX").string();
  const int number = ::mkstemp(made.data());
  ASSERT_GE(number, 0);
  ::close(number);
  const std::filesystem::path name = made;
  client_stage stage;
  {
    const trace_file file = trace_file::open(name).value();
    stage.options.trace = file.sink();
    stage.serve_session("C: NOOP\nS: +OK");
    value_of(stage.run(stage.mail().noop()));
    EXPECT_TRUE(file.check());
  }
  std::ifstream in(name);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  ASSERT_EQ(lines.size(), 14U);
  EXPECT_THAT(lines.front(), HasSubstr("\"event\":\"connected\",\"text\":\"mail.test:110\""));
  EXPECT_THAT(lines.back(), HasSubstr("\"text\":\"+OK\",\"octets\":5}"));
  for (const std::string& line : lines) EXPECT_THAT(line, Not(HasSubstr("s3cret")));
  const auto permissions = std::filesystem::status(name).permissions();
  EXPECT_EQ(permissions & (std::filesystem::perms::group_all | std::filesystem::perms::others_all),
            std::filesystem::perms::none);
  std::filesystem::remove(name);
}

TEST(trace_file, that_cannot_be_made_says_so) {
  const failure why = failure_of(trace_file::open("/nowhere/at/all.jsonl"));
  EXPECT_EQ(why.code(), errc::file_unwritable);
  EXPECT_THAT(why.detail(), HasSubstr("/nowhere/at/all.jsonl: "));
}

TEST(trace_file, that_runs_out_of_room_says_so) {
  const trace_file file = trace_file::open("/dev/full").value();
  file.sink()(trace_event(trace_kind::sent, 1, "NOOP", 6));
  EXPECT_EQ(failure_of(file.check()).code(), errc::file_unwritable);
}

using engine::secret_mask;

TEST(secret_mask, hides_every_occurrence) {
  secret_mask mask;
  mask.add("s3cret");
  EXPECT_EQ(mask.apply("s3cret and xs3crety"), "**** and x****y");
  EXPECT_EQ(mask.apply("nothing"), "nothing");
}

TEST(secret_mask, hides_the_longest_first) {
  secret_mask mask;
  mask.add("pass");
  mask.add("password");
  EXPECT_EQ(mask.apply("password pass"), "**** ****");
}

TEST(secret_mask, hides_short_secrets_as_words_alone) {
  secret_mask mask;
  mask.add("ok");
  EXPECT_EQ(mask.apply("ok is no token, ok"), "**** is no token, ****");
}

TEST(secret_mask, ignores_an_empty_secret) {
  secret_mask mask;
  mask.add("");
  EXPECT_EQ(mask.apply("text"), "text");
}

TEST(sasl_client, makes_the_message_of_plain_rfc4616_2) {
  auto client = engine::sasl_client::start("PLAIN", credentials("tim", "tanstaaftanstaaf"));
  ASSERT_TRUE(client);
  EXPECT_EQ(client->respond({}).value(), text::to_base64(std::string("\0tim\0tanstaaftanstaaf", 21)));
  EXPECT_TRUE(client->finished());
  EXPECT_EQ(client->respond({}).error(), errc::sasl_exchange_broken);
}

TEST(sasl_client, takes_octets_beyond_ascii) {
  auto client = engine::sasl_client::start("PLAIN", credentials("j\xc3\xbcrgen", "p\xc3\xa4ss w\xc3\xb6rd"));
  ASSERT_TRUE(client);
  EXPECT_EQ(client->respond({}).value(), text::to_base64(std::string("\0j\xc3\xbcrgen\0p\xc3\xa4ss w\xc3\xb6rd", 20)));
}

TEST(sasl_client, knows_no_moon) {
  EXPECT_EQ(engine::sasl_client::start("X-MOON", credentials("a", "b")).error(), errc::mechanism_unavailable);
}

TEST(capabilities, are_found_in_any_case_rfc2449_3) {
  std::vector<capabilities::entry> entries;
  entries.emplace_back("SASL", std::vector<std::string>{"plain", "CRAM-MD5"});
  entries.emplace_back("IMPLEMENTATION", std::vector<std::string>{"Toy", "1.0"});
  const capabilities offered(std::move(entries));
  EXPECT_TRUE(offered.has("sasl"));
  EXPECT_FALSE(offered.has("STLS"));
  EXPECT_EQ(offered.find("Sasl")->parameters.size(), 2U);
  EXPECT_EQ(offered.find("STLS"), nullptr);
  EXPECT_THAT(offered.sasl_mechanisms(), ElementsAre("PLAIN", "CRAM-MD5"));
  EXPECT_EQ(offered.implementation(), "Toy 1.0");
}

TEST(capabilities, of_a_silent_server_are_none) {
  const capabilities none;
  EXPECT_TRUE(none.entries().empty());
  EXPECT_TRUE(none.sasl_mechanisms().empty());
  EXPECT_EQ(none.implementation(), std::nullopt);
}

}  // namespace
}  // namespace pop3kit::testing
