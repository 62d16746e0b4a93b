#include "net/stream/octet_queue.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace pop3kit::net {
namespace {

std::string content(const octet_queue& queue) {
  return {queue.octets().begin(), queue.octets().end()};
}

TEST(octet_queue, gives_octets_in_the_order_they_came) {
  octet_queue queue;
  queue.append(std::string_view("+OK "));
  queue.append(std::string_view("ready\r\n"));
  std::string room(6, '\0');
  EXPECT_EQ(queue.take(room), 6U);
  EXPECT_EQ(room, "+OK re");
  EXPECT_EQ(content(queue), "ady\r\n");
  EXPECT_EQ(queue.size(), 5U);
}

TEST(octet_queue, prepared_room_counts_once_committed) {
  octet_queue queue;
  queue.append(std::string_view("ab"));
  const std::span<char> room = queue.prepare(100);
  ASSERT_EQ(room.size(), 100U);
  room[0] = 'c';
  EXPECT_EQ(content(queue), "ab");
  queue.commit(1);
  EXPECT_EQ(content(queue), "abc");
}

TEST(octet_queue, is_a_queue_in_any_order_of_calls) {
  std::mt19937_64 random(7);
  octet_queue queue;
  std::string expected;
  char next = 0;
  for (int turn = 0; turn < 20'000; ++turn) {
    const std::size_t count = random() % 50;
    switch (random() % 4) {
      case 0:
      case 1: {
        std::string octets(count, '\0');
        for (char& octet : octets) octet = next++;
        queue.append(octets);
        expected += octets;
        break;
      }
      case 2: {
        std::string room(count * 3, '\0');
        room.resize(queue.take(room));
        ASSERT_EQ(room, expected.substr(0, room.size()));
        expected.erase(0, room.size());
        break;
      }
      default:
        queue.release();
    }
    ASSERT_EQ(content(queue), expected);
  }
}

TEST(octet_queue, moves_with_its_octets_and_leaves_nothing) {
  octet_queue first;
  first.append(std::string_view("abc"));
  octet_queue second(std::move(first));
  EXPECT_EQ(content(second), "abc");
  first = octet_queue();
  first.append(std::string_view("d"));
  EXPECT_EQ(content(first), "d");
}

}  // namespace
}  // namespace pop3kit::net
