#include <gmock/gmock.h>

#include "support/fail_stream.hpp"
#include "support/scripted_peer.hpp"
#include "support/streams.hpp"

namespace pop3kit::testing {
namespace {

using ::testing::HasSubstr;

asio::awaitable<outcome<>> say_three_lines(net::stream_ptr stream) {
  for (int line = 0; line < 3; ++line) {
    const auto written = co_await stream->write(std::string_view("NOOP\r\n"));
    if (!written) co_return written.error();
    const auto reply = co_await read_exactly(*stream, 5);
    if (reply.end) co_return reply.end;
  }
  co_return outcome<>();
}

TEST(scripted_peer, is_content_with_the_very_dialogue) {
  asio::io_context context;
  auto [client, server] = memory_pair(context);
  std::vector<step> script;
  for (int line = 0; line < 3; ++line) {
    script.push_back(step::expect("NOOP"));
    script.push_back(step::send("+OK\r\n"));
  }
  auto peer = start(context, play_script(std::move(server), script));
  EXPECT_TRUE(run(context, say_three_lines(std::move(client))));
  context.restart();
  context.run();
  EXPECT_EQ(peer.get(), "");
}

TEST(scripted_peer, names_the_step_that_differs_and_the_dialogue_before_it) {
  asio::io_context context;
  auto [client, server] = memory_pair(context);
  std::vector<step> script{step::expect("NOOP"), step::send("+OK\r\n"), step::expect("QUIT")};
  auto peer = start(context, play_script(std::move(server), script));
  EXPECT_FALSE(run(context, say_three_lines(std::move(client))));
  const std::string difference = peer.get();
  EXPECT_THAT(difference, HasSubstr("step 3 of 3"));
  EXPECT_THAT(difference, HasSubstr(R"(expected    "QUIT\r\n")"));
  EXPECT_THAT(difference, HasSubstr(R"(but received "NOOP\r\n")"));
  EXPECT_THAT(difference, HasSubstr(R"(S: "+OK\r\n")"));
}

TEST(scripted_peer, reports_octets_after_the_end_of_the_script) {
  asio::io_context context;
  auto [client, server] = memory_pair(context);
  auto peer = start(context, play_script(std::move(server), {}));
  EXPECT_FALSE(run(context, say_three_lines(std::move(client))));
  EXPECT_THAT(peer.get(), HasSubstr("the script was over"));
}

TEST(scripted_peer, sees_a_client_that_leaves_too_early) {
  asio::io_context context;
  auto [client, server] = memory_pair(context);
  std::vector<step> script{step::expect("QUIT")};
  auto peer = start(context, play_script(std::move(server), script));
  client->close();
  context.run();
  EXPECT_THAT(peer.get(), HasSubstr("step 1 of 1"));
}

TEST(fail_stream, disturbs_every_operation_in_turn_and_then_none) {
  std::vector<bool> succeeded;
  const std::size_t disturbed = fail_each_step([&](const std::shared_ptr<fail_plan>& plan) {
    asio::io_context context;
    auto [client, server] = memory_pair(context);
    std::vector<step> script;
    for (int line = 0; line < 3; ++line) {
      script.push_back(step::expect("NOOP"));
      script.push_back(step::send("+OK\r\n"));
    }
    auto peer = start(context, play_script(std::move(server), script));
    auto broken = std::make_unique<fail_stream>(std::move(client), plan);
    succeeded.push_back(run(context, say_three_lines(std::move(broken))).has_value());
    context.restart();
    context.run();
    EXPECT_EQ(peer.get().empty(), succeeded.back());
  });
  EXPECT_EQ(disturbed, 6U);
  EXPECT_THAT(succeeded, ::testing::ElementsAre(false, false, false, false, false, false, true));
}

}  // namespace
}  // namespace pop3kit::testing
