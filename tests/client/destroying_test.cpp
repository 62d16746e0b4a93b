#include <gtest/gtest.h>

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/write.hpp>
#include <deque>
#include <sstream>

#include "client/client_stage.hpp"
#include "client/toy_server.hpp"
#include "net/stream/memory_stream.hpp"
#include "support/tls_pair.hpp"

namespace pop3kit::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// Destroying a client cancels its operation, at every moment of it. Under AddressSanitizer this also shows that nothing
// touches memory that was freed with the client.

template <class T>
net::asio::awaitable<result<>> without_value(async_client::awaitable<T> operation) {
  const result<T> done = co_await std::move(operation);
  if (!done) co_return done.error();
  co_return result<>{};
}

/// A commit that was cancelled returns a value: its status is unknown.
net::asio::awaitable<result<>> committed(async_client::awaitable<commit_report> operation) {
  const result<commit_report> done = co_await std::move(operation);
  if (!done) co_return done.error();
  if (done->cause) co_return *done->cause;
  co_return result<>{};
}

/// A server to which TLS is spoken from the first octet on.
net::asio::awaitable<std::string> play_in_tls(net::stream_ptr stream, std::vector<step> steps) {
  std::shared_ptr<net::tls_context> context = net::tls_context::make(server_settings()).value();
  net::tls_diagnosis diagnosis;
  auto secured = co_await net::accept_tls(std::move(stream), std::move(context), diagnosis);
  if (!secured) co_return "";
  co_return co_await play_script(std::move(*secured), std::move(steps));
}

/// Outlives the stage, whose servers write to the journals.
struct arranged {
  std::deque<toy_journal> journals;
  client_stage stage;
};

void serve_toys(arranged& in, const toy_plan& plan, std::size_t connections) {
  for (std::size_t i = 0; i < connections; ++i) {
    in.stage.serve_by(toy_server(in.stage.time, plan, in.journals.emplace_back()));
  }
}

toy_plan plan_of(std::size_t messages) {
  toy_plan plan;
  plan.messages = numbered_messages(messages);
  plan.padding = 100;
  return plan;
}

struct cancelled_case {
  std::string name;
  std::function<void(arranged&)> arrange;
  std::function<net::asio::awaitable<result<>>(async_client&)> operate;
  friend void PrintTo(const cancelled_case& given, std::ostream* out) { *out << given.name; }
};

result<> ignore_message(const message_info&, const result<mail_message>&) {
  return {};
}

result<> ignore_octets(std::span<const char>) {
  return {};
}

std::vector<cancelled_case> cases() {
  const auto session = [](const std::string& transcript) {
    return [transcript](arranged& in) { in.stage.serve_session(transcript, {"PIPELINING"}); };
  };
  std::vector<cancelled_case> all;
  all.push_back({"connect", session(""), [](async_client& mail) { return mail.connect(); }});
  all.push_back({"connect_over_tls",
                 [](arranged& in) {
                   in.stage.options.host = "localhost";
                   in.stage.options.protection = security::implicit;
                   in.stage.options.tls.use_system_trust = false;
                   in.stage.options.tls.ca_pem = test_authority().certificate_pem();
                   in.stage.serve_by(
                       [](net::stream_ptr stream) { return play_in_tls(std::move(stream), logged_in()); });
                 },
                 [](async_client& mail) { return mail.connect(); }});
  all.push_back({"list", session("C: LIST\nC: UIDL\nS! +OK|1 2|.\nS! +OK|1 a|.\nC: TOP 1 0\nS! +OK|A: b||."),
                 [](async_client& mail) { return without_value(mail.list_messages()); }});
  all.push_back({"save", session("C: RETR 1\nS: +OK\nS: x\nS: ."),
                 [](async_client& mail) { return mail.save_message(1, octet_sink(ignore_octets)); }});
  all.push_back({"commit", session("C: DELE 1\nS: +OK\nC: QUIT\nS: +OK"),
                 [](async_client& mail) { return committed(mail.commit_deletes()); }});
  all.push_back({"fetch_many", [](arranged& in) { serve_toys(in, plan_of(5), 1); },
                 [](async_client& mail) { return without_value(mail.fetch_messages(ignore_message)); }});
  all.push_back({"over_several_connections",
                 [](arranged& in) {
                   in.stage.options.multi = multi_connection::enable;
                   in.stage.options.connections_quantity = 3;
                   toy_plan plan = plan_of(20);
                   plan.service_time = milliseconds(1);
                   serve_toys(in, plan, 3);
                 },
                 [](async_client& mail) { return without_value(mail.fetch_messages(ignore_message)); }});
  all.push_back({"after_a_loss",
                 [](arranged& in) {
                   in.stage.options.reconnect.attempts = 3;
                   toy_plan cut = plan_of(4);
                   cut.closes_at = 3;
                   serve_toys(in, cut, 1);
                   toy_plan busy = plan_of(4);
                   busy.login_reply = "-ERR [IN-USE] still there";
                   serve_toys(in, busy, 1);
                   serve_toys(in, plan_of(4), 1);
                 },
                 [](async_client& mail) { return without_value(mail.fetch_messages(ignore_message)); }});
  all.push_back({"pause", session("C: NOOP\nS: +OK"), [](async_client& mail) { return mail.pause(seconds(90)); }});
  return all;
}

/// Runs so many handlers. Time moves on whenever there is none.
template <class Done>
void run_handlers(client_stage& stage, std::size_t count, Done done) {
  for (std::size_t i = 0; i < count && !done(); ++i) {
    stage.context.restart();
    if (stage.context.poll_one() == 0 && !stage.time.expire_next(net::time_point::max())) return;
  }
}

void run_without_time(client_stage& stage) {
  stage.context.restart();
  stage.context.poll();
}

enum class ending { by_destruction, by_assignment };

class operation_of_a_client : public ::testing::TestWithParam<std::tuple<cancelled_case, ending>> {
 protected:
  static void end(client_stage& stage) {
    if (std::get<1>(GetParam()) == ending::by_destruction) return stage.forget_client();
    stage.mail() = async_client(stage.context.get_executor(), client_options());
  }
};

TEST_P(operation_of_a_client, is_cancelled_at_once_whenever_the_client_goes) {
  const cancelled_case& given = std::get<0>(GetParam());
  std::size_t cancelled = 0;
  bool finished = false;
  for (std::size_t moment = 0; !finished; ++moment) {
    SCOPED_TRACE(moment);
    arranged in;
    given.arrange(in);
    in.stage.allow_differences("the operation is cut short at any moment");
    if (given.name == "commit") value_of(in.stage.run(in.stage.mail().delete_message(1)));
    auto running = start(in.stage.context, given.operate(in.stage.mail()));
    run_handlers(in.stage, moment, [&running] { return running.done(); });
    finished = running.done();
    end(in.stage);
    run_without_time(in.stage);
    ASSERT_TRUE(running.done());
    const result<> ended = running.get();
    if (!ended) {
      ASSERT_FALSE(finished) << ended.error().message();
      ASSERT_EQ(ended.error().code(), errc::cancelled) << ended.error().message();
      EXPECT_FALSE(ended.error().session_usable());
      ++cancelled;
    }
  }
  EXPECT_GE(cancelled, 3U);
}

INSTANTIATE_TEST_SUITE_P(each, operation_of_a_client,
                         ::testing::Combine(::testing::ValuesIn(cases()),
                                            ::testing::Values(ending::by_destruction, ending::by_assignment)),
                         [](const auto& given) {
                           const bool destroyed = std::get<1>(given.param) == ending::by_destruction;
                           return std::get<0>(given.param).name + (destroyed ? "_destroyed" : "_assigned_to");
                         });

TEST(operation_of_a_destroyed_client, is_cancelled_if_it_was_not_begun) {
  client_stage stage;
  auto operation = stage.mail().connect();
  stage.forget_client();
  EXPECT_EQ(failure_of(stage.run(std::move(operation))).code(), errc::cancelled);
  EXPECT_EQ(stage.connections(), 0U);
}

/// The server's end of the connection goes to `server`. Both arguments must outlive the connector.
engine::connector connector_to_silent_server(std::optional<net::asio::io_context>& context, net::stream_ptr& server) {
  return [&](std::string, std::uint16_t, std::string&) -> net::asio::awaitable<outcome<net::stream_ptr>> {
    auto ends = net::make_memory_pipe(context->get_executor(), context->get_executor(), 4096, 0);
    server = std::move(ends.second);
    co_return std::move(ends.first);
  };
}

TEST(operation_of_a_destroyed_client, goes_with_its_execution_context) {
  net::virtual_clock time;
  std::optional<net::asio::io_context> context(std::in_place);
  net::stream_ptr silent_server;
  engine::connector connect = connector_to_silent_server(context, silent_server);
  const client_options options("mail.test", 110, credentials("alice", "s3cret"), security::none);
  std::optional<async_client> mail(
      engine::client_access::make(context->get_executor(), options, std::move(connect), time));
  auto running = start(*context, mail->list_messages());
  context->poll();
  ASSERT_NE(silent_server, nullptr);
  mail.reset();
  silent_server.reset();
  context.reset();
  EXPECT_FALSE(running.done());
}

/// A server on loopback that takes every command, driven by hand so that one thread is enough.
class polled_server {
 public:
  polled_server() : acceptor_(context_, {net::asio::ip::make_address("127.0.0.1"), 0}), socket_(context_) {
    acceptor_.non_blocking(true);
  }

  [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
  /// Accepts, greets and answers every command that has arrived.
  void poll() {
    boost::system::error_code code;
    if (!socket_.is_open()) {
      acceptor_.accept(socket_, code);
      if (!code) say("+OK\r\n");
      return;
    }
    std::array<char, 512> room{};
    if (socket_.available(code) == 0) return;
    const std::size_t got = socket_.read_some(net::asio::buffer(room), code);
    std::string_view lines(room.data(), got);
    for (std::size_t end = lines.find('\n'); end != std::string_view::npos; end = lines.find('\n')) {
      say(lines.starts_with("CAPA") ? "-ERR\r\n" : "+OK\r\n");
      lines.remove_prefix(end + 1);
    }
  }
  /// Reads to the end of the connection, which is all that the client has still to send.
  boost::system::error_code hear_out() {
    boost::system::error_code code;
    std::array<char, 512> room{};
    while (!code) socket_.read_some(net::asio::buffer(room), code);
    return code;
  }
  /// Does not wait for an end that does not come.
  void wait_for_nothing() { socket_.non_blocking(true); }

 private:
  void say(std::string_view octets) { net::asio::write(socket_, net::asio::buffer(octets)); }

  net::asio::io_context context_;
  net::asio::ip::tcp::acceptor acceptor_;
  net::asio::ip::tcp::socket socket_;
};

/// A client of `server` on an executor of `context`, logged in.
std::unique_ptr<async_client> log_in(polled_server& server, net::asio::io_context& context,
                                     const net::asio::any_io_executor& executor) {
  client_options options("127.0.0.1", server.port(), credentials("alice", "s3cret"), security::none);
  options.keep_alive = minutes(1);
  auto mail = std::make_unique<async_client>(executor, options);
  auto running = start(context, mail->connect());
  while (!running.done()) {
    context.restart();
    context.poll();
    server.poll();
  }
  value_of(running.get());
  return mail;
}

TEST(client_of_a_destroyed_execution_context, has_closed_its_connection) {
  for (const bool on_strand : {false, true}) {
    SCOPED_TRACE(on_strand);
    polled_server server;
    std::optional<net::asio::io_context> context(std::in_place);
    net::asio::any_io_executor executor = context->get_executor();
    if (on_strand) executor = net::asio::make_strand(*context);
    std::unique_ptr<async_client> mail = log_in(server, *context, executor);
    executor = net::asio::any_io_executor();
    context.reset();
    server.wait_for_nothing();
    EXPECT_EQ(server.hear_out(), net::asio::error::eof);
    mail.reset();
  }
}

TEST(client_of_a_destroyed_execution_context, refuses_operations_and_can_be_moved_and_assigned_to) {
  polled_server server;
  std::optional<net::asio::io_context> context(std::in_place);
  std::unique_ptr<async_client> mail = log_in(server, *context, context->get_executor());
  async_client other(context->get_executor(), client_options());
  context.reset();
  mail->close();
  async_client moved(std::move(*mail));
  net::asio::io_context elsewhere;
  EXPECT_EQ(failure_of(run(elsewhere, moved.noop())).code(), errc::cancelled);
  moved = async_client(elsewhere.get_executor(), client_options());
  other = std::move(moved);
}

TEST(client_of_a_destroyed_execution_context, touches_nothing_of_it_whenever_its_operation_was_cut_short) {
  for (std::size_t moment = 0; moment < 60; ++moment) {
    SCOPED_TRACE(moment);
    net::virtual_clock time;
    std::optional<net::asio::io_context> context(std::in_place);
    net::stream_ptr silent_server;
    engine::connector connect = connector_to_silent_server(context, silent_server);
    const client_options options("mail.test", 110, credentials("alice", "s3cret"), security::none);
    async_client mail = engine::client_access::make(context->get_executor(), options, std::move(connect), time);
    auto running = start(*context, mail.list_messages());
    for (std::size_t turn = 0; turn < moment; ++turn) context->poll_one();
    silent_server.reset();
    context.reset();
    EXPECT_FALSE(running.done());
    mail.close();
  }
}

TEST(keep_alive_of_a_destroyed_client, ends_at_every_moment_of_a_noop) {
  for (std::size_t moment = 0; moment < 40; ++moment) {
    SCOPED_TRACE(moment);
    client_stage stage;
    stage.allow_differences("the client is destroyed at any moment");
    stage.options.keep_alive = minutes(5);
    stage.serve_session("C: NOOP\nS: +OK\nC: NOOP\nS: +OK");
    value_of(stage.run(stage.mail().connect()));
    run_handlers(stage, moment, [] { return false; });
    stage.forget_client();
    run_without_time(stage);
    EXPECT_EQ(stage.time.armed_timers(), 0U);
  }
}

TEST(progress_of_a_destroyed_client, is_not_reported) {
  arranged in;
  serve_toys(in, plan_of(5), 1);
  std::size_t told = 0;
  in.stage.mail().watch_progress([&](const transfer_progress&) {
    ++told;
    in.stage.forget_client();
  });
  auto running = start(in.stage.context, without_value(in.stage.mail().fetch_messages(ignore_message)));
  run_without_time(in.stage);
  ASSERT_TRUE(running.done());
  EXPECT_EQ(told, 1U);
}

// NOLINTBEGIN(bugprone-use-after-move)

template <class Client, class Call>
void expect_refusals(Client& mail, Call call) {
  const std::vector<message_reference> some{1, 2};
  class nowhere final : public message_receiver {
    result<> begin(const message_info&) override { return {}; }
    result<> octets(const message_info&, std::span<const char>) override { return {}; }
    result<> end(const message_info&, const result<>&) override { return {}; }
  } receiver;
  const auto no_header = [](const message_info&, const result<header_collection>&) -> result<> { return {}; };
  std::ostringstream out;
  call(mail.connect());
  call(mail.get_mailbox_info());
  call(mail.get_mailbox_size());
  call(mail.get_message_count());
  call(mail.get_message_headers(1));
  call(mail.get_message_headers(some, no_header));
  call(mail.top(1, 2));
  call(mail.fetch_message(1));
  call(mail.save_message(1, octet_sink(ignore_octets)));
  call(mail.save_message(1, std::filesystem::path("never.eml")));
  call(mail.save_message(1, out));
  call(mail.save_messages(some, receiver));
  call(mail.save_messages(receiver));
  call(mail.save_messages(some, std::filesystem::path("never")));
  call(mail.save_messages(std::filesystem::path("never")));
  call(mail.fetch_messages(some, ignore_message));
  call(mail.fetch_messages(ignore_message));
  call(mail.get_message_info(1));
  call(mail.get_message_size(1));
  call(mail.list_messages());
  call(mail.list_messages(some));
  call(mail.list_unique_ids());
  call(mail.delete_message(1));
  call(mail.delete_messages());
  call(mail.undelete_messages());
  call(mail.rollback());
  call(mail.commit_deletes());
  call(mail.get_capabilities());
  call(mail.enable_utf8());
  call(mail.languages());
  call(mail.set_language("*"));
  call(mail.noop());
  call(mail.pause(seconds(1)));
  call(mail.validate_credentials());
  call(mail.quit());
  mail.close();
  mail.connections_quantity(2);
  mail.use_multi_connection(multi_connection::enable);
  mail.watch_progress(nullptr);
  EXPECT_FALSE(mail.get_known_capabilities());
  EXPECT_TRUE(mail.last_report().connections.empty());
}

void expect_refusal(const failure& why) {
  EXPECT_EQ(why.code(), errc::client_moved_from);
  EXPECT_EQ(why.message(), "this client was moved from; use the client that it was moved into");
}

TEST(moved_from_client, refuses_every_operation) {
  client first{client_options("mail.test", 110, credentials("alice", "s3cret"), security::none)};
  client second = std::move(first);
  expect_refusals(first, [](const auto& done) { expect_refusal(failure_of(done)); });
  first = std::move(second);
  EXPECT_TRUE(first.quit());
  EXPECT_FALSE(second.quit());
}

TEST(moved_from_async_client, refuses_every_operation) {
  client_stage stage;
  async_client second = std::move(stage.mail());
  expect_refusals(stage.mail(),
                  [&stage](auto operation) { expect_refusal(failure_of(stage.run(std::move(operation)))); });
  stage.mail() = std::move(second);
  EXPECT_TRUE(stage.run(stage.mail().quit()));
}

TEST(moved_client, goes_on_with_its_operation) {
  client_stage stage;
  stage.serve_session("C: NOOP\nS: +OK\nC: NOOP\nS: +OK");
  auto running = start(stage.context, stage.mail().noop());
  run_handlers(stage, 5, [] { return false; });
  async_client other = std::move(stage.mail());
  stage.time.run_until(stage.context, [&running] { return running.done(); });
  EXPECT_TRUE(running.get());
  EXPECT_TRUE(stage.run(other.noop()));
  other.close();
  EXPECT_EQ(stage.differences(), "");
}

// NOLINTEND(bugprone-use-after-move)

}  // namespace
}  // namespace pop3kit::testing
