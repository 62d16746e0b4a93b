#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <functional>
#include <pop3kit/server.hpp>
#include <set>
#include <thread>

#include "net/tcp/connect.hpp"

namespace pop3kit {
namespace {

namespace asio = boost::asio;

asio::awaitable<void> say_until_closed(std::uint16_t port, std::string commands) {
  auto connected = co_await net::connect_tcp("127.0.0.1", port);
  if (connected.has_error()) co_return;
  const net::stream_ptr stream = std::move(*connected);
  const auto sent = co_await stream->write(commands);
  static_cast<void>(sent);
  std::vector<char> room(4096);
  for (;;) {
    const auto got = co_await stream->read_some(room);
    if (got.has_error()) co_return;
  }
}

/// A client on a thread of its own, until the server closes the connection.
class client_thread {
 public:
  client_thread(const server& at, const std::string& commands) {
    asio::co_spawn(context_, say_until_closed(*at.port(), commands), asio::use_future);
    thread_ = std::thread([this] { context_.run(); });
  }
  ~client_thread() { thread_.join(); }
  client_thread(const client_thread&) = delete;
  client_thread& operator=(const client_thread&) = delete;

 private:
  asio::io_context context_;
  std::thread thread_;
};

constexpr std::string_view unmet = R"(return scenario {
  title = "looked at",
  accounts = { alice = { password = "s3cret" } },
  rules = { { on = "TOP", reply = "-ERR" } },
  expect = { { command = "STAT" } },
})";

/// A server whose callbacks do something with it.
class server_callbacks : public ::testing::Test {
 protected:
  void serve(std::function<void(const journal_entry&)> on_event) {
    server_options options;
    options.admin_port = 0;
    options.on_event = std::move(on_event);
    mail_.emplace(scenario::parse(unmet).value(), options);
    ASSERT_TRUE(mail_->start().has_value());
  }

  std::optional<server> mail_;
};

TEST_F(server_callbacks, look_at_the_server_in_every_event) {
  std::multiset<journal_kind> kinds;
  serve([&](const journal_entry& entry) {
    kinds.insert(entry.kind);
    EXPECT_TRUE(mail_->port().has_value());
    EXPECT_TRUE(mail_->tls_port().has_value());
    EXPECT_TRUE(mail_->admin_port().has_value());
    EXPECT_EQ(mail_->admin_token().size(), 64U);
    EXPECT_THAT(mail_->ca_pem(), ::testing::StartsWith("-----BEGIN CERTIFICATE-----"));
    EXPECT_EQ(mail_->report().title, "looked at");
    EXPECT_EQ(mail_->unfired_rules(), std::vector<std::string>{"scenario:4: TOP"});
    EXPECT_EQ(mail_->verify().error().code(), errc::expectation_failed);
    EXPECT_EQ(mail_->journal_since(0).entries.size(), mail_->journal().size());
    if (entry.kind == journal_kind::start) {
      EXPECT_TRUE(mail_->journal().empty());
    }
  });
  {
    const client_thread client(*mail_, "NOOP\r\n");
    const auto is_noop = [](const journal_entry& entry) { return entry.text == "NOOP"; };
    EXPECT_TRUE(mail_->wait_for(is_noop, std::chrono::hours(1)));
    ASSERT_TRUE(mail_->reset().has_value());
  }
  const client_thread client(*mail_, "NOOP\r\n");
  const auto is_connection = [](const journal_entry& entry) { return entry.kind == journal_kind::connect; };
  EXPECT_TRUE(mail_->wait_for(is_connection, std::chrono::hours(1)));
  mail_->stop();
  EXPECT_EQ(kinds.count(journal_kind::start), 2U);
  EXPECT_EQ(kinds.count(journal_kind::disconnect), 2U) << "by reset() and by stop()";
}

TEST_F(server_callbacks, cannot_change_the_server) {
  std::multiset<journal_kind> kinds;
  serve([&](const journal_entry& entry) {
    kinds.insert(entry.kind);
    const scenario other = scenario::parse("return scenario {}").value();
    EXPECT_EQ(mail_->start().error().code(), errc::operation_in_progress);
    EXPECT_EQ(mail_->play(other).error().code(), errc::operation_in_progress);
    EXPECT_EQ(mail_->reset().error().code(), errc::operation_in_progress);
    EXPECT_EQ(mail_->add_rules("{ on = 'STAT', reply = '-ERR' }").error().code(), errc::operation_in_progress);
    EXPECT_EQ(mail_->remove_rule(1).error().code(), errc::operation_in_progress);
    EXPECT_EQ(mail_->deliver("alice", "Subject: x\n\n").error().code(), errc::operation_in_progress);
    EXPECT_EQ(mail_->release("gate").error().code(), errc::operation_in_progress);
    mail_->stop();
  });
  {
    const client_thread client(*mail_, "QUIT\r\n");
  }
  EXPECT_EQ(mail_->report().title, "looked at");
  EXPECT_TRUE(mail_->release("gate").has_value()) << "the server runs on";
  mail_->stop();
  EXPECT_GT(kinds.size(), 5U);
  EXPECT_THAT(kinds, ::testing::IsSupersetOf({journal_kind::start, journal_kind::command, journal_kind::control}));
}

TEST_F(server_callbacks, wait_for_nothing) {
  std::size_t found = 0;
  serve([&](const journal_entry& entry) {
    EXPECT_FALSE(mail_->wait_for([](const journal_entry&) { return false; }, std::chrono::hours(1)));
    const auto is_quit = [](const journal_entry& of) { return of.text == "QUIT"; };
    if (mail_->wait_for(is_quit, {})) ++found;
    EXPECT_EQ(mail_->await_verdict({}).error().code(), errc::expectation_failed);
    EXPECT_EQ(mail_->await_verdict(std::chrono::hours(1)).error().code(), errc::operation_in_progress) << entry.text;
  });
  {
    const client_thread client(*mail_, "QUIT\r\n");
  }
  mail_->stop();
  EXPECT_EQ(found, 2U) << "at the reply and at the end; an event comes before its entry stands in the journal";
}

TEST_F(server_callbacks, that_look_for_an_entry_cannot_change_the_server_either) {
  serve(nullptr);
  std::vector<boost::system::error_code> codes;
  {
    const client_thread client(*mail_, "QUIT\r\n");
  }
  const auto wanted = [&](const journal_entry&) {
    codes.push_back(mail_->reset().error().code());
    return true;
  };
  EXPECT_TRUE(mail_->wait_for(wanted, std::chrono::hours(1)));
  EXPECT_EQ(codes, std::vector<boost::system::error_code>{errc::operation_in_progress});
}

}  // namespace
}  // namespace pop3kit
