#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <string>
#include <utility>

#include "client/client_stage.hpp"
#include "client/toy_server.hpp"

namespace pop3kit::testing {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool heap_is_known = false;  // a sanitizer has a heap of its own
#else
constexpr bool heap_is_known = true;
#endif

/// Octets that are allocated now.
std::uint64_t heap_octets() {
  const auto found = ::mallinfo2();
  return found.uordblks + found.hblkhd;
}

/// As soon as the server has forgotten its latest reply.
std::uint64_t settled_heap_octets(client_stage& stage) {
  value_of(stage.run(stage.mail().noop()));
  return heap_octets();
}

/// Answers the login of client_stage, then the next command by +OK and `count` pieces, which must end the response.
server_part long_answer(std::string piece, std::size_t count) {
  return [piece = std::move(piece), count](net::stream_ptr stream) -> net::asio::awaitable<std::string> {
    std::string room(4096, '\0');
    const std::vector<std::string> opening{"+OK\r\n", "-ERR\r\n", "+OK\r\n", "+OK\r\n", "+OK\r\n"};
    for (const std::string& reply : opening) {
      static_cast<void>(co_await stream->write(reply));
      if (&reply != &opening.back()) static_cast<void>(co_await stream->read_some(room));
    }
    for (std::size_t i = 0; i < count; ++i) {
      const auto sent = co_await stream->write(piece);
      if (!sent) co_return "lost";
    }
    const std::string end = ".\r\n";
    static_cast<void>(co_await stream->write(end));
    co_return "";
  };
}

/// docs/reference/limits.md, "Memory".
TEST(memory_of_a_client, holds_less_than_1_mib_of_a_message_that_is_streamed) {
  constexpr std::size_t pieces = 256;
  std::string piece;
  for (int line = 0; line < 640; ++line) piece += std::string(98, 'x') + "\r\n";
  client_stage stage;
  stage.serve_by(long_answer(piece, pieces));
  value_of(stage.run(stage.mail().connect()));
  const std::uint64_t before = heap_octets();
  std::uint64_t most = before;
  std::uint64_t octets = 0;
  octet_sink measure = [&](std::span<const char> more) -> result<> {
    octets += more.size();
    most = std::max(most, heap_octets());
    return {};
  };
  EXPECT_TRUE(stage.run(stage.mail().save_message(1, std::move(measure))));
  EXPECT_EQ(octets, pieces * piece.size());
  EXPECT_GT(octets, std::uint64_t{15} << 20U);
  EXPECT_LT(most - before, 1U << 20U);
}

TEST(memory_of_a_client, holds_about_16_octets_and_its_unique_id_for_each_listed_message) {
  constexpr std::size_t count = 50'000;
  constexpr std::size_t id_octets = 20;
  toy_journal journal;
  client_stage stage;
  toy_plan plan;
  plan.extra_capabilities.clear();
  for (std::size_t number = 1; number <= count; ++number) {
    std::string id = std::to_string(number);
    id.resize(id_octets, 'x');
    plan.messages.emplace_back(number, id);
  }
  stage.serve_by(toy_server(stage.time, plan, journal));
  const std::uint64_t before = settled_heap_octets(stage);
  const message_listing listed = value_of(stage.run(stage.mail().list_messages(list_fields::ids_only)));
  ASSERT_EQ(listed.size(), count);
  const std::uint64_t with_listing = settled_heap_octets(stage);
  EXPECT_LE(with_listing - before, count * (16 + id_octets + 6));
  if (heap_is_known) {
    EXPECT_GE(with_listing - before, count * (16 + id_octets));
  }
  const message_listing copy = listed;
  EXPECT_LE(heap_octets() - with_listing, 1024U);
  value_of(stage.run(stage.mail().get_message_size(*listed[0].unique_id)));
  const std::uint64_t with_index = settled_heap_octets(stage);
  EXPECT_LE(with_index - with_listing, count * (32 + id_octets + 6));
  if (heap_is_known) {
    EXPECT_GE(with_index - with_listing, count * (32 + id_octets));
  }
}

}  // namespace
}  // namespace pop3kit::testing
