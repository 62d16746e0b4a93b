#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <exception>
#include <future>
#include <optional>

#include "client/client_stage.hpp"

namespace pop3kit::testing {
namespace {

/// What awaits may have any executor: here, that of an io_context and no any_io_executor.
net::asio::awaitable<void, asio::io_context::executor_type> note_size(async_client& mail,
                                                                      std::optional<std::uint64_t>& size) {
  const asio::io_context::executor_type executor = co_await net::asio::this_coro::executor;
  constexpr net::asio::use_awaitable_t<asio::io_context::executor_type> here;
  const result<std::uint64_t> got = co_await net::asio::co_spawn(executor, mail.get_mailbox_size(), here);
  size = got.value();
}

constexpr const char* states_7_octets = "C: STAT\nS: +OK 1 7";

TEST(completion_token, may_be_a_future) {
  client_stage stage;
  stage.serve_session(states_7_octets);
  auto size = net::asio::co_spawn(stage.context, stage.mail().get_mailbox_size(), net::asio::use_future);
  stage.time.run_until(stage.context,
                       [&] { return size.wait_for(std::chrono::seconds(0)) == std::future_status::ready; });
  EXPECT_EQ(value_of(size.get()), 7U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(completion_token, may_be_a_callback) {
  client_stage stage;
  stage.serve_session(states_7_octets);
  std::optional<result<std::uint64_t>> size;
  auto note = [&](const std::exception_ptr& raised, result<std::uint64_t> got) {
    EXPECT_FALSE(raised);
    size.emplace(std::move(got));
  };
  net::asio::co_spawn(stage.context, stage.mail().get_mailbox_size(), note);
  stage.time.run_until(stage.context, [&] { return size.has_value(); });
  EXPECT_EQ(value_of(*size), 7U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(completion_token, may_be_an_awaitable_of_a_concrete_executor) {
  client_stage stage;
  stage.serve_session(states_7_octets);
  std::optional<std::uint64_t> size;
  net::asio::co_spawn(stage.context, note_size(stage.mail(), size), net::asio::detached);
  stage.time.run_until(stage.context, [&] { return size.has_value(); });
  EXPECT_EQ(size, 7U);
  EXPECT_EQ(stage.differences(), "");
}

}  // namespace
}  // namespace pop3kit::testing
