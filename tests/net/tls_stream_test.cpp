#include <gmock/gmock.h>
#include <openssl/ssl.h>

#include <boost/asio/error.hpp>

#include "net/fault/fault_stream.hpp"
#include "net/tls/tls_facts.hpp"
#include "support/tls_pair.hpp"

namespace pop3kit::testing {
namespace {

class tls_stream_test : public ::testing::Test {
 protected:
  asio::io_context context_;
  std::shared_ptr<net::tls_context> client_ = net::tls_context::make(client_settings()).value();

  std::unique_ptr<tls_handshake> connect(const net::tls_server_settings& server) {
    return shake_hands(context_, memory_pair(context_), client_, net::tls_context::make(server).value());
  }
};

net::tls_server_settings tls1_2_server() {
  net::tls_server_settings settings = server_settings();
  settings.maximum = net::tls_version::tls1_2;
  return settings;
}

TEST_F(tls_stream_test, megabytes_both_ways_at_once_over_tcp) {
  auto [first, second] = tls_pair(context_, tcp_pair(context_));
  const std::string forth = pattern(5'000'000);
  const std::string back = pattern(4'000'000);
  auto writing_forth = start(context_, write_and_shut_down(*first, forth));
  auto writing_back = start(context_, write_and_shut_down(*second, back));
  auto reading_back = start(context_, read_to_end(*first, 262'144));
  const received got_forth = run(context_, read_to_end(*second, 262'144));
  context_.restart();
  context_.run();
  EXPECT_TRUE(writing_forth.get());
  EXPECT_TRUE(writing_back.get());
  EXPECT_TRUE(got_forth.octets == forth);
  EXPECT_TRUE(reading_back.get().octets == back);
}

TEST_F(tls_stream_test, speaks_tls_1_2_too) {
  const auto done = connect(tls1_2_server());
  ASSERT_TRUE(done->client);
  ASSERT_TRUE(run(context_, (*done->server)->write(std::string_view("+OK\r\n"))));
  EXPECT_EQ(run(context_, read_exactly(**done->client, 5)).octets, "+OK\r\n");
}

TEST_F(tls_stream_test, a_large_room_gets_several_records_in_one_read) {
  auto [first, second] = tls_pair(context_, memory_pair(context_, 1'000'000));
  ASSERT_TRUE(run(context_, first->write(pattern(400'000))));
  std::string room(262'144, '\0');
  std::size_t most = 0;
  for (std::size_t total = 0; total < 400'000;) {
    const std::size_t count = run(context_, second->read_some(room)).value();
    most = std::max(most, count);
    total += count;
  }
  EXPECT_GT(most, 3 * std::size_t{16'384});
}

TEST_F(tls_stream_test, an_end_without_close_notify_is_truncation_rfc8446_6_1) {
  auto lower = memory_pair(context_);
  net::virtual_clock time;
  auto faulty = net::make_fault_stream(std::move(lower.second), time, net::fault_plan());
  net::fault_stream& below = *faulty;
  lower.second = std::move(faulty);
  auto [first, second] = tls_pair(context_, std::move(lower));
  ASSERT_TRUE(run(context_, second->write(std::string_view("+OK 3 octets\r\nab"))));
  ASSERT_TRUE(run(context_, below.shutdown()));
  const received got = run(context_, read_to_end(*first));
  EXPECT_EQ(got.octets, "+OK 3 octets\r\nab");
  EXPECT_EQ(got.end, errc::tls_truncated);
}

TEST_F(tls_stream_test, a_record_cut_short_is_truncation) {
  auto lower = memory_pair(context_);
  net::virtual_clock time;
  auto faulty = net::make_fault_stream(std::move(lower.second), time, net::fault_plan());
  net::fault_stream& below = *faulty;
  lower.second = std::move(faulty);
  auto [first, second] = tls_pair(context_, std::move(lower));
  below.cut_after(10, net::close_kind::orderly);
  const auto written = run(context_, second->write(std::string_view("+OK\r\n")));
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error(), errc::connection_closed);
  const received got = run(context_, read_to_end(*first));
  EXPECT_EQ(got.octets, "");
  EXPECT_EQ(got.end, errc::tls_truncated);
}

TEST_F(tls_stream_test, an_altered_octet_is_an_error) {
  auto [outer_client, inner_client] = memory_pair(context_);
  auto [inner_server, outer_server] = memory_pair(context_);
  // A man in the middle that hands octets on and alters one on request.
  auto tampering = std::make_shared<bool>(false);
  auto relay = [](net::byte_stream& from, net::byte_stream& to, std::shared_ptr<bool> alters) -> asio::awaitable<void> {
    std::string room(65536, '\0');
    for (;;) {
      const auto count = co_await from.read_some(room);
      if (!count) co_return;
      if (*alters) room[*count - 1] = static_cast<char>(room[*count - 1] ^ 1);
      const auto done = co_await to.write(std::string_view(room).substr(0, *count));
      if (!done) co_return;
    }
  };
  auto never = std::make_shared<bool>(false);
  auto forth = start(context_, relay(*inner_client, *inner_server, never));
  auto back = start(context_, relay(*inner_server, *inner_client, tampering));
  stream_pair lower(std::move(outer_client), std::move(outer_server));
  auto [first, second] = tls_pair(context_, std::move(lower));
  *tampering = true;
  ASSERT_TRUE(run(context_, second->write(std::string_view("+OK\r\n"))));
  const received got = run(context_, read_to_end(*first));
  EXPECT_EQ(got.octets, "");
  EXPECT_TRUE(got.end.failed());
  EXPECT_NE(got.end, errc::connection_closed);
  EXPECT_EQ(fault_of(got.end), fault::transport);
}

TEST_F(tls_stream_test, facts_agree_at_both_ends) {
  const auto done = connect(server_settings());
  const net::tls_facts& client = *(*done->client)->tls();
  const net::tls_facts& server = *(*done->server)->tls();
  EXPECT_EQ(client.tls_exporter.size(), 32U);  // RFC 9266 section 2
  EXPECT_EQ(client.tls_exporter, server.tls_exporter);
  EXPECT_EQ(client.tls_server_end_point.size(), 32U);  // SHA-256, as the certificate is signed: RFC 5929 section 4.1
  EXPECT_EQ(client.tls_server_end_point, server.tls_server_end_point);
  EXPECT_EQ(client.tls_unique, "");  // not defined for TLS 1.3: RFC 8446 appendix C.5
}

TEST_F(tls_stream_test, tls_1_2_has_tls_unique_and_the_exporter_with_extended_master_secret_rfc9266_3) {
  // The second connection resumes: the server's Finished is the first then (RFC 5929 section 3.1).
  const auto server = net::tls_context::make(tls1_2_server()).value();
  std::string former;
  for (const bool resumed : {false, true}) {
    const auto done = shake_hands(context_, memory_pair(context_), client_, server);
    const net::tls_facts& facts = *(*done->client)->tls();
    EXPECT_EQ(facts.session_reused, resumed);
    EXPECT_EQ(facts.tls_unique.size(), 12U);
    EXPECT_EQ(facts.tls_unique, (*done->server)->tls()->tls_unique);
    EXPECT_NE(facts.tls_unique, former);
    EXPECT_EQ(facts.tls_exporter.size(), 32U);
    EXPECT_EQ(facts.tls_exporter, (*done->server)->tls()->tls_exporter);
    former = facts.tls_unique;
  }
}

TEST_F(tls_stream_test, channel_bindings_differ_between_connections) {
  const auto one = connect(server_settings());
  const auto other = connect(server_settings());
  EXPECT_NE((*one->client)->tls()->tls_exporter, (*other->client)->tls()->tls_exporter);
}

TEST_F(tls_stream_test, resumes_the_newest_session_of_the_host) {
  const auto server = net::tls_context::make(server_settings()).value();
  for (const bool resumed : {false, true, true}) {
    const auto done = shake_hands(context_, memory_pair(context_), client_, server);
    EXPECT_EQ((*done->client)->tls()->session_reused, resumed);
    EXPECT_EQ((*done->server)->tls()->session_reused, resumed);
    // TLS 1.3 sends its tickets after the handshake: reading takes them in.
    ASSERT_TRUE(run(context_, (*done->server)->write(std::string_view("+OK\r\n"))));
    EXPECT_EQ(run(context_, read_exactly(**done->client, 5)).octets, "+OK\r\n");
  }
  const auto elsewhere = shake_hands(context_, memory_pair(context_), client_, server, "127.0.0.1");
  EXPECT_FALSE((*elsewhere->client)->tls()->session_reused);
}

TEST_F(tls_stream_test, a_session_outlives_an_end_without_goodbye) {
  const auto server = net::tls_context::make(server_settings()).value();
  for (const bool resumed : {false, true}) {
    const auto done = shake_hands(context_, memory_pair(context_), client_, server);
    EXPECT_EQ((*done->client)->tls()->session_reused, resumed);
    ASSERT_TRUE(run(context_, (*done->server)->write(std::string_view("+OK\r\n"))));
    EXPECT_EQ(run(context_, read_exactly(**done->client, 5)).octets, "+OK\r\n");
    (*done->client)->reset();
  }
}

TEST_F(tls_stream_test, reading_answers_the_protocol_while_a_write_waits) {
  // The pipe below is full of our own octets, and a read is under way all the same.
  auto [first, second] = tls_pair(context_, memory_pair(context_, 20'000));
  const std::string much = pattern(1'000'000);
  auto writing = start(context_, first->write(much));
  auto reading = start(context_, read_exactly(*first, 5));
  context_.restart();
  context_.poll();
  EXPECT_FALSE(writing.done());
  ASSERT_TRUE(run(context_, second->write(std::string_view("+OK\r\n"))));
  context_.restart();
  context_.poll();
  EXPECT_EQ(reading.get().octets, "+OK\r\n");
  EXPECT_TRUE(run(context_, read_exactly(*second, much.size())).octets == much);
  context_.restart();
  context_.poll();
  EXPECT_TRUE(writing.get());
}

TEST_F(tls_stream_test, nothing_is_written_after_octets_that_were_lost) {
  auto [first, second] = tls_pair(context_, memory_pair(context_, 20'000));
  const std::string much = pattern(1'000'000);
  auto writing = start(context_, first->write(much));
  context_.restart();
  context_.poll();
  writing.cancel();
  context_.restart();
  context_.poll();
  ASSERT_TRUE(writing.done());
  EXPECT_FALSE(run(context_, first->write(std::string_view("QUIT\r\n"))));
  EXPECT_FALSE(run(context_, first->shutdown()));
}

}  // namespace
}  // namespace pop3kit::testing
