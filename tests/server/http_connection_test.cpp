#include "control/http_connection.hpp"

#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <new>

#include "net/stream/memory_stream.hpp"
#include "net/time/virtual_clock.hpp"
#include "support/feed_all_ways.hpp"

namespace pop3kit::serving::control {
namespace {

namespace asio = net::asio;
using ::testing::HasSubstr;

asio::awaitable<http_response> echo(http_request request) {
  if (request.target == "/everything") throw std::bad_alloc();
  http_response answer(200, "\"" + request.method + " " + request.target + " " + request.body + "\"");
  co_return answer;
}

asio::awaitable<http_response> answer_later(net::clock& time, bool& interrupted) {
  struct at_end {
    bool& interrupted;
    bool done = false;
    ~at_end() { interrupted = !done; }
  } watch{interrupted};
  const auto slept = co_await net::sleep_for(time, std::chrono::minutes(10));
  watch.done = slept.has_value();
  http_response answer(200, "\"later\"");
  co_return answer;
}

/// Requests to /secret are refused; those to /wait are answered when `time` has passed.
http_service echo_service(net::clock& time, bool& interrupted) {
  http_service out;
  out.refusal = [](const http_request& head) {
    return head.target == "/secret" ? std::optional(http_error(401, "no")) : std::nullopt;
  };
  out.waits = [](const http_request& request) { return request.target == "/wait"; };
  out.busy = [](bool) {};
  out.handle = [&time, &interrupted](http_request request) {
    return request.target == "/wait" ? answer_later(time, interrupted) : echo(std::move(request));
  };
  return out;
}

asio::awaitable<void> say(net::byte_stream& to, std::string octets) {
  const auto sent = co_await to.write(octets);
  static_cast<void>(sent);
}

asio::awaitable<void> hear(net::byte_stream& from, std::string& into, bool& ended) {
  std::vector<char> room(4096);
  for (;;) {
    const auto got = co_await from.read_some(room);
    if (got.has_error()) break;
    into.append(room.data(), *got);
  }
  ended = true;
}

/// The client's end of a connection that echoes.
class http_peer {
 public:
  http_peer() {
    auto [near_end, far_end] = net::make_memory_pipe(context_.get_executor(), context_.get_executor());
    stream_ = std::move(near_end);
    asio::co_spawn(context_, serve_http(std::move(far_end), time_, echo_service(time_, interrupted_)), asio::detached);
    asio::co_spawn(context_, hear(*stream_, heard_, ended_), asio::detached);
  }
  http_peer(const http_peer&) = delete;
  http_peer& operator=(const http_peer&) = delete;
  ~http_peer() { leave(); }

  void leave() {
    stream_->close();
    settle();
  }

  const std::string& tell(std::string_view octets) {
    asio::co_spawn(context_, say(*stream_, std::string(octets)), asio::detached);
    settle();
    return heard_;
  }
  void pass(net::duration span) { time_.run_for(context_, span); }
  [[nodiscard]] bool ended() const noexcept { return ended_; }
  /// The last request that waited was cancelled.
  [[nodiscard]] bool interrupted() const noexcept { return interrupted_; }

 private:
  void settle() {
    do {
      context_.restart();
    } while (context_.poll() > 0);
  }

  asio::io_context context_;
  net::virtual_clock time_;
  net::stream_ptr stream_;
  std::string heard_;
  bool ended_ = false;
  bool interrupted_ = false;
};

/// The status of the answer to a request; 0 if there is none.
unsigned status_of(std::string_view octets) {
  http_peer peer;
  const std::string& heard = peer.tell(octets);
  return heard.starts_with("HTTP/1.1 ") ? static_cast<unsigned>(std::stoul(heard.substr(9, 3))) : 0;
}

constexpr const char* chunked = "PUT /e HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

TEST(http_connection, does_not_mind_how_requests_arrive) {
  const std::string requests =
      "GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n"
      "POST /d HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"
      "PUT /e HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
  pop3kit::testing::feed_all_ways(requests, [](const pop3kit::testing::pieces& pieces) {
    http_peer peer;
    std::string heard;
    for (const std::string_view piece : pieces) heard = peer.tell(piece);
    EXPECT_THAT(heard, HasSubstr("\"GET /a?b=c \""));
    EXPECT_THAT(heard, HasSubstr("\"POST /d hello\""));
    EXPECT_THAT(heard, HasSubstr("\"PUT /e abcde\""));
    EXPECT_FALSE(peer.ended());
  });
}

TEST(http_connection, ends_if_the_client_asks_for_that) {
  http_peer peer;
  EXPECT_THAT(peer.tell("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), HasSubstr("Connection: close\r\n"));
  EXPECT_TRUE(peer.ended());
}

TEST(http_connection, ends_after_a_request_that_is_no_http) {
  http_peer peer;
  EXPECT_THAT(peer.tell("\x16\x03\x01 this is TLS\r\n\r\n"), HasSubstr("HTTP/1.1 400 "));
  EXPECT_TRUE(peer.ended());
}

TEST(http_connection, invites_a_body_that_waits_for_it) {
  http_peer peer;
  const std::string& heard =
      peer.tell("PUT /e HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
  EXPECT_EQ(heard, "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_THAT(peer.tell("hello"), HasSubstr("\"PUT /e hello\""));
}

TEST(http_connection, half_a_request_is_not_waited_for_forever) {
  http_peer peer;
  peer.tell("GET / HTTP/1.1\r\nHost:");
  peer.pass(std::chrono::seconds(29));
  EXPECT_FALSE(peer.ended());
  peer.pass(std::chrono::seconds(2));
  EXPECT_TRUE(peer.ended());
}

TEST(http_connection, a_connection_without_a_request_is_closed_after_5_minutes) {
  http_peer peer;
  peer.pass(std::chrono::seconds(299));
  EXPECT_FALSE(peer.ended());
  peer.tell("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  peer.pass(std::chrono::seconds(299));
  EXPECT_FALSE(peer.ended()) << "counted from the last request";
  peer.pass(std::chrono::seconds(2));
  EXPECT_TRUE(peer.ended());
}

TEST(http_connection, an_unknown_transfer_coding_is_not_implemented_rfc9112_6_1) {
  for (const std::string coding : {"xchunked", "gzip", "gzip, chunked", "chunked, gzip", "identity"}) {
    EXPECT_EQ(status_of("PUT /e HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: " + coding + "\r\n\r\n"), 501U) << coding;
  }
  EXPECT_EQ(status_of("PUT /e HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: CHUNKED\r\n\r\n0\r\n\r\n"), 200U);
}

TEST(http_connection, a_length_and_a_transfer_coding_contradict_each_other_rfc9112_6_3) {
  const std::string begin = "PUT /e HTTP/1.1\r\nHost: x\r\n";
  EXPECT_EQ(status_of(begin + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400U);
  EXPECT_EQ(status_of(begin + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"), 400U);
  EXPECT_EQ(status_of(begin + "Content-Length: 5\r\nTransfer-Encoding: xchunked\r\n\r\nhello"), 400U);
  EXPECT_EQ(status_of(begin + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"), 400U);
  EXPECT_EQ(status_of("PUT /e HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400U);
}

TEST(http_connection, a_request_has_one_host_rfc9112_3_2) {
  EXPECT_EQ(status_of("GET /e HTTP/1.1\r\n\r\n"), 400U);
  EXPECT_EQ(status_of("GET /e HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"), 400U);
}

TEST(http_connection, a_length_is_decimal_digits_rfc9110_8_6) {
  for (const std::string length : {"-1", "+5", "0x5", "5 5", "5x", "", "99999999999999999999"}) {
    EXPECT_EQ(status_of("PUT /e HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\nhello"), 400U) << length;
  }
  EXPECT_EQ(status_of("PUT /e HTTP/1.1\r\nHost: x\r\nContent-Length : 5\r\n\r\nhello"), 400U) << "RFC 9112 section 5.1";
}

TEST(http_connection, a_host_field_that_is_no_host_is_refused_rfc9112_3_2) {
  EXPECT_EQ(status_of("GET /e HTTP/1.1\r\nHost: [::1]x\r\n\r\n"), 400U);
  EXPECT_EQ(status_of("GET /e HTTP/1.1\r\nHost: x:y\r\n\r\n"), 400U);
  EXPECT_EQ(status_of("GET /e HTTP/1.1\r\nHost: x:80\r\n\r\n"), 200U);
}

TEST(http_connection, what_the_client_wants_and_the_server_does_not_do_is_refused) {
  const std::string begin = "PUT /e HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n";
  EXPECT_EQ(status_of(begin + "Content-Encoding: gzip\r\n\r\nhello"), 415U);
  EXPECT_EQ(status_of(begin + "Content-Encoding: identity\r\n\r\nhello"), 200U);
  EXPECT_EQ(status_of(begin + "Expect: 200-ok\r\n\r\nhello"), 417U);
}

TEST(http_connection, chunk_extensions_are_bounded) {
  const std::string extension(4000, 'e');
  std::string request = chunked;
  EXPECT_EQ(status_of(request + "1;" + extension + "\r\na\r\n0\r\n\r\n"), 200U);
  for (int chunk = 0; chunk < 5; ++chunk) request += "1;" + extension + "\r\na\r\n";
  EXPECT_EQ(status_of(request), 400U);
  EXPECT_EQ(status_of(std::string(chunked) + "1;" + std::string(40'000, 'e')), 431U);
}

TEST(http_connection, trailers_are_bounded) {
  EXPECT_EQ(status_of(std::string(chunked) + "1\r\na\r\n0\r\nX: y\r\n\r\n"), 200U);
  std::string request = std::string(chunked) + "1\r\na\r\n0\r\n";
  for (int field = 0; field < 4000; ++field) request += "X: yyyyyyyy\r\n";
  EXPECT_EQ(status_of(request), 431U);
}

TEST(http_connection, a_header_has_at_most_16_kib_and_a_body_64_mib) {
  const auto header_of = [](std::size_t octets) {
    const std::string begin = "GET /e HTTP/1.1\r\nHost: x\r\nX: ";
    const std::string end = "\r\n\r\n";
    return begin + std::string(octets - begin.size() - end.size(), 'x') + end;
  };
  EXPECT_EQ(status_of(header_of(std::size_t{16} * 1024 - 256)), 200U);
  EXPECT_EQ(status_of(header_of(std::size_t{16} * 1024 + 256)), 431U);
  const std::string begin = "PUT /e HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ";
  EXPECT_EQ(status_of(begin + "67108864\r\n\r\n"), 100U) << "the body is asked for";
  EXPECT_EQ(status_of(begin + "67108865\r\n\r\n"), 413U);
}

TEST(http_connection, a_server_that_is_out_of_memory_says_so) {
  http_peer peer;
  const std::string& heard = peer.tell("GET /everything HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(heard, ::testing::StartsWith("HTTP/1.1 500 "));
  EXPECT_THAT(heard, HasSubstr(R"({"error":"out of memory"})"));
}

TEST(http_connection, a_refused_request_is_answered_before_its_body) {
  http_peer peer;
  const std::string& heard =
      peer.tell("PUT /secret HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
  EXPECT_THAT(heard, ::testing::StartsWith("HTTP/1.1 401 "));
  EXPECT_THAT(heard, HasSubstr("WWW-Authenticate: Bearer\r\n"));
  EXPECT_TRUE(peer.ended());
}

TEST(http_connection, a_request_that_waits_ends_when_its_client_goes) {
  http_peer peer;
  EXPECT_EQ(peer.tell("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n"), "");
  EXPECT_FALSE(peer.interrupted());
  peer.leave();
  EXPECT_TRUE(peer.interrupted());
}

TEST(http_connection, a_request_that_waits_is_answered_and_what_was_sent_ahead_is_served) {
  http_peer peer;
  EXPECT_EQ(peer.tell("GET /wait HTTP/1.1\r\nHost: x\r\n\r\nGET /a HTTP/1.1\r\nHost: x\r\n\r\n"), "");
  peer.pass(std::chrono::minutes(11));
  EXPECT_FALSE(peer.interrupted());
  EXPECT_THAT(peer.tell("GET /b HTTP/1.1\r\nHost: x\r\n\r\n"),
              AllOf(HasSubstr("\"later\""), HasSubstr("\"GET /a \""), HasSubstr("\"GET /b \"")));
}

TEST(http_target, is_taken_apart_and_decoded) {
  const auto target = parse_target("/mailboxes/al%20ice/a%2Fb?x=1%26&y=");
  ASSERT_TRUE(target.has_value());
  EXPECT_EQ(target->path, (std::vector<std::string>{"mailboxes", "al ice", "a/b"}));
  EXPECT_EQ(target->query.at("x"), "1&");
  EXPECT_EQ(target->query.at("y"), "");
  for (const auto* wrong : {"", "health", "//", "/a//b", "/%", "/%zz", "/a?b=%1", "/a?b=1&b=2", "*"}) {
    EXPECT_FALSE(parse_target(wrong).has_value()) << wrong;
  }
}

}  // namespace
}  // namespace pop3kit::serving::control
