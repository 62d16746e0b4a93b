#include "mailbox/maildrop.hpp"

#include <gtest/gtest.h>

#include "mailbox/snapshot.hpp"
#include "text_mailbox.hpp"

namespace pop3kit::serving {
namespace {

account owner_of(std::size_t messages) {
  account owner;
  owner.mailbox = mailbox_of(std::vector<std::string>(messages, "0123456789"));
  return owner;
}

TEST(maildrop, is_locked_for_one_unless_it_is_shared) {
  maildrop exclusive(owner_of(1));
  EXPECT_TRUE(exclusive.acquire());
  EXPECT_FALSE(exclusive.acquire());
  exclusive.release();
  EXPECT_TRUE(exclusive.acquire());

  account open = owner_of(1);
  open.lock = false;
  maildrop shared(open);
  EXPECT_TRUE(shared.acquire());
  EXPECT_TRUE(shared.acquire());
}

TEST(maildrop, counts_what_it_could_remove) {
  maildrop drop(owner_of(4));
  const std::vector<std::uint32_t> middle{1, 2};
  EXPECT_EQ(drop.remove(middle), 2U);
  EXPECT_EQ(drop.remove(middle), 0U);
  EXPECT_EQ(drop.current()->count(), 2U);
  EXPECT_EQ(drop.current()->position(1), 3U);
  EXPECT_EQ(drop.current()->total_octets(), 20U);
}

TEST(snapshot, keeps_what_it_saw_while_the_maildrop_goes_on) {
  maildrop drop(owner_of(3));
  snapshot before(drop.current());
  const std::vector<std::uint32_t> first{0};
  drop.remove(first);
  snapshot after(drop.current());
  EXPECT_EQ(before.count(), 3U);
  EXPECT_EQ(before.unique_id(1), "uid-1");
  EXPECT_EQ(after.count(), 2U);
  EXPECT_EQ(after.unique_id(1), "uid-2");
}

TEST(snapshot, marks_and_unmarks) {
  maildrop drop(owner_of(5));
  const std::vector<std::uint32_t> first{0};
  drop.remove(first);
  snapshot seen(drop.current());
  seen.mark(2);
  seen.mark(2);
  seen.mark(4);
  EXPECT_EQ(seen.count(), 2U);
  EXPECT_EQ(seen.octets(), 20U);
  EXPECT_TRUE(seen.deleted(2));
  EXPECT_FALSE(seen.deleted(1));
  EXPECT_EQ(seen.marked(), (std::vector<std::uint32_t>{2, 4}));
  seen.unmark_all();
  EXPECT_EQ(seen.count(), 4U);
  EXPECT_TRUE(seen.marked().empty());
}

TEST(snapshot, contains_the_numbers_from_one) {
  maildrop drop(owner_of(2));
  const snapshot seen(drop.current());
  EXPECT_FALSE(seen.contains(0));
  EXPECT_TRUE(seen.contains(1));
  EXPECT_TRUE(seen.contains(2));
  EXPECT_FALSE(seen.contains(3));
  EXPECT_FALSE(seen.contains(UINT64_MAX));
}

}  // namespace
}  // namespace pop3kit::serving
