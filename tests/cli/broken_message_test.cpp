#include <algorithm>
#include <map>

#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// Five messages, the third of which fails in one way or another.
class broken_message : public command_test {
 protected:
  /// `fate` is what the rule does to RETR or TOP of message 3.
  void serve_with(const std::string& fate) {
    serve(R"(generate { count = 5, size = "1 KiB" })", "rules = { { on = \"RETR|TOP\", message = 3, " + fate + " } },");
  }
  // A first line of one dot that was not stuffed.
  static constexpr const char* bare_dot = R"(raw = "+OK\r\n.\r\nthe rest of it\r\n.\r\n")";
};

TEST_F(broken_message, fails_alone_in_fetch) {
  serve_with(bare_dot);
  const command_run got = plain("fetch", {"--all", "-o", folder().path("mail")});
  EXPECT_EQ(got.status, 1) << got.err;
  EXPECT_THAT(got.err, HasSubstr("4 of 5 messages fetched; 3: RETR: "));
  EXPECT_THAT(got.err, Not(HasSubstr("everything was fetched")));
  EXPECT_EQ(folder().names("mail").size(), 4U);
}

TEST_F(broken_message, fails_alone_among_named_ones) {
  serve_with(bare_dot);
  for (const std::string verb : {"show", "headers"}) {
    const command_run got = plain(verb, {"2", "3", "4", "--json"});
    EXPECT_EQ(got.status, 1) << got.err;
    EXPECT_THAT(got.err, HasSubstr("2 of 3 messages shown; 3: "));
    EXPECT_EQ(std::ranges::count(got.out, '\n'), 2);
  }
  const command_run got = plain("info", {"2", "3", "4", "--json"});
  EXPECT_EQ(got.status, 1) << got.err;
  EXPECT_EQ(std::ranges::count(got.out, '\n'), 3);
}

TEST_F(broken_message, that_is_the_only_one_gives_the_status_of_its_cause) {
  serve_with(bare_dot);
  expect_failure(plain("show", {"3"}), 6);
  expect_failure(plain("fetch", {"3", "-o", folder().path("3.eml")}), 6);
}

TEST_F(broken_message, leaves_its_headers_out_of_a_listing) {
  for (const std::string fate : {bare_dot, "reply = \"-ERR the disk says no\""}) {
    serve_with(fate);
    const command_run got = plain("list", {"--json"});
    EXPECT_EQ(got.status, 1);
    EXPECT_THAT(got.err, HasSubstr("did not give the headers of 1 of 5 messages; --ids lists without them"));
    EXPECT_THAT(got.err, Not(HasSubstr("the listing is complete")));
    const boost::json::value listed = json_of(got);
    ASSERT_EQ(listed.as_array().size(), 5U);
    EXPECT_TRUE(listed.as_array()[2].at("subject").is_null());
    EXPECT_FALSE(listed.as_array()[3].at("subject").is_null());
  }
}

TEST_F(broken_message, that_is_refused_keeps_the_servers_words) {
  serve_with("reply = \"-ERR the disk says no\"");
  const command_run got = plain("fetch", {"--all", "-o", folder().path("mail")});
  expect_failure(got, 1);
  EXPECT_THAT(got.err, HasSubstr("4 of 5 messages fetched; 3: RETR: "));
  EXPECT_THAT(got.err, HasSubstr("the disk says no"));
  EXPECT_THAT(got.err, Not(HasSubstr("no such message")));
  const command_run alone = plain("show", {"3"});
  expect_failure(alone, 5);
  EXPECT_THAT(alone.err, HasSubstr("message 3: RETR: "));
}

TEST_F(broken_message, is_named_when_time_or_the_connection_ends_there) {
  serve_with("delay = \"1h\"");
  const command_run silent = plain("fetch", {"--all", "--timeout", "300ms", "-o", folder().path("silent")});
  expect_failure(silent, 7);
  EXPECT_THAT(silent.err, HasSubstr("messages fetched; RETR: the timeout expired (message 3)"));
  serve_with("close = \"orderly\"");
  const command_run cut = plain("fetch", {"--all", "-o", folder().path("cut")});
  expect_failure(cut, 3);
  EXPECT_THAT(cut.err, HasSubstr("(message 3)"));
}

TEST_F(broken_message, is_not_counted_among_what_was_fetched_after_a_lost_connection) {
  serve(R"(generate { count = 5, size = "1 KiB" })",
        "rules = { { on = \"RETR\", message = 2, times = 1, close = \"reset\" }, "
        "{ on = \"RETR\", message = 3, reply = \"-ERR the disk says no\" } },");
  const command_run got = plain("fetch", {"--all", "--reconnect", "2", "-o", folder().path("mail")});
  EXPECT_EQ(got.status, 1);
  EXPECT_THAT(got.err, HasSubstr("replaced once; 4 of 5 messages were fetched"));
  EXPECT_THAT(got.err, HasSubstr("4 of 5 messages fetched; 3: RETR: "));
}

TEST_F(broken_message, with_a_listed_size_that_cannot_be_is_fetched_like_the_others) {
  serve(R"(generate { count = 3, size = "1 KiB" })",
        R"(rules = { { on = "LIST", argument = "", raw = "+OK\r\n1 1024\r\n2 -1\r\n3 1024\r\n.\r\n" } },)");
  expect_success(plain("fetch", {"--all", "-o", folder().path("mail")}));
  const std::vector<std::string> names = folder().names("mail");
  ASSERT_EQ(names.size(), 3U);
  for (const std::string& name : names) EXPECT_EQ(octets_of(folder().path("mail/" + name)).size(), 1024U);
}

/// A server that announces PIPELINING and mixes up the replies to commands that were sent ahead.
class mixed_up_fetch : public command_test {
 protected:
  static constexpr std::size_t messages = 40;

  /// Octets by file name.
  std::map<std::string, std::string> fetched(const std::string& directory, std::vector<std::string> options) {
    options.insert(options.end(), {"--all", "-o", folder().path(directory)});
    const command_run got = plain("fetch", options);
    EXPECT_EQ(got.status, 0) << got.err;
    std::map<std::string, std::string> files;
    for (const std::string& name : folder().names(directory)) {
      files.emplace(name, octets_of(folder().path(directory + "/" + name)));
    }
    return files;
  }
};

TEST_F(mixed_up_fetch, stores_every_message_as_the_server_has_it) {
  serve("generate { count = " + std::to_string(messages) + R"(, size = "1 KiB..3 KiB" })",
        R"(rules = { { on = "RETR", fault = "late_terminator" } },)");
  const std::map<std::string, std::string> right = fetched("right", {"--pipelining", "off"});
  EXPECT_EQ(right.size(), messages);
  EXPECT_EQ(fetched("one", {}), right);
  EXPECT_EQ(fetched("five", {"--connections", "5"}), right);
}

}  // namespace
}  // namespace pop3kit::test
