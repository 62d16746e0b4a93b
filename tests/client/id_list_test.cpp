#include "maildrop/id_list.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace pop3kit::testing {
namespace {

TEST(id_list, holds_ids_of_every_length_and_keeps_views_valid_when_it_is_moved) {
  std::vector<std::string> ids;
  for (const std::size_t length : {0, 1, 70, 1023, 1024, 1025, 65534, 65535, 65536, 65537, 200'000}) {
    ids.emplace_back(length, static_cast<char>('a' + ids.size()));
    ids.emplace_back("between-" + std::to_string(length));
  }
  engine::id_list filled;
  for (std::size_t i = 0; i < ids.size(); ++i) filled.append(i + 1, ids[i]);
  const std::string_view before = filled.id(ids.size() - 1);
  const engine::id_list list = std::move(filled);
  EXPECT_EQ(before.data(), list.id(ids.size() - 1).data());
  ASSERT_EQ(list.size(), ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    EXPECT_TRUE(list.id(i) == ids[i]) << "id " << i << " of " << ids[i].size() << " octets";
    EXPECT_EQ(list.id_of(i + 1), list.id(i));
  }
  EXPECT_EQ(list.id_of(ids.size() + 1), "");
}

TEST(id_list, fills_many_blocks) {
  engine::id_list list;
  for (std::uint64_t n = 1; n <= 100'000; ++n) list.append(n, "unique-id-" + std::to_string(n));
  for (std::uint64_t n = 1; n <= 100'000; ++n) {
    ASSERT_EQ(list.id_of(n), "unique-id-" + std::to_string(n));
  }
}

}  // namespace
}  // namespace pop3kit::testing
