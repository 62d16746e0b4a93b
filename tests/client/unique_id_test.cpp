#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <pop3kit/message_reference.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace pop3kit::testing {
namespace {

/// As long as the object holds within itself, longer by one, RFC 1939's longest, and beyond.
class unique_id_of_length : public ::testing::TestWithParam<std::size_t> {
 protected:
  std::string octets_ = std::string(GetParam(), 'x');
};

INSTANTIATE_TEST_SUITE_P(lengths, unique_id_of_length, ::testing::Values(0, 1, 22, 23, 24, 70, 7000));

TEST_P(unique_id_of_length, is_kept_octet_for_octet) {
  EXPECT_EQ(unique_id(octets_).str(), octets_);
  octets_ += std::string("\0\xFF", 2);
  EXPECT_EQ(unique_id(octets_).str(), octets_);
}

TEST_P(unique_id_of_length, outlives_what_it_was_made_of_and_copied_from) {
  std::string source = octets_;
  std::optional<unique_id> first(std::in_place, source);
  source.assign(octets_.size(), 'y');
  const unique_id second = *first;
  first.reset();
  EXPECT_EQ(second.str(), octets_);
}

TEST_P(unique_id_of_length, is_assigned_over_any_other) {
  for (const std::size_t before : {0U, 5U, 23U, 24U, 500U}) {
    unique_id target{std::string(before, 'z')};
    target = unique_id(octets_);
    EXPECT_EQ(target.str(), octets_) << "over " << before;
  }
}

TEST_P(unique_id_of_length, can_be_used_again_after_a_move) {
  unique_id source{octets_};
  const unique_id target = std::move(source);
  EXPECT_EQ(target.str(), octets_);
  EXPECT_LE(source.str().size(), octets_.size());  // NOLINT(bugprone-use-after-move): valid, with any value
  source = target;
  EXPECT_EQ(source.str(), octets_);
}

TEST(unique_id, compares_octets_exactly_rfc1939_7) {
  const std::string lengthy(40, 'b');
  EXPECT_EQ(unique_id(lengthy), unique_id(lengthy));
  EXPECT_NE(unique_id("a"), unique_id("A"));
  EXPECT_NE(unique_id("a"), unique_id("a "));
  EXPECT_NE(unique_id(std::string(23, 'a')), unique_id(std::string(24, 'a')));
  EXPECT_LT(unique_id("a"), unique_id(lengthy));
  EXPECT_GT(unique_id("c"), unique_id(lengthy));
  EXPECT_LT(unique_id(), unique_id("a"));
  EXPECT_LT(unique_id("\x7F"), unique_id("\x80"));
}

TEST(unique_id, hashes_by_its_octets) {
  const std::string lengthy(40, 'b');
  const std::hash<unique_id> hash;
  EXPECT_EQ(hash(unique_id(lengthy)), hash(unique_id(lengthy)));
  EXPECT_EQ(hash(unique_id("a")), hash_value(unique_id("a")));
  EXPECT_NE(hash(unique_id("a")), hash(unique_id("b")));
  const std::unordered_set<unique_id> ids{unique_id("a"), unique_id(lengthy), unique_id("a")};
  EXPECT_EQ(ids.size(), 2U);
  EXPECT_TRUE(ids.contains(unique_id(lengthy)));
}

/// What the process says on standard output that runs this test alone and finds the variable set.
std::string said_by_another_process(const char* variable, const char* test) {
  std::array<int, 2> ends{};
  EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
  const std::string only = std::string("--gtest_filter=") + test;
  const pid_t child = ::fork();
  if (child == 0) {
    ::setenv(variable, "1", 1);
    for (const char* shard : {"GTEST_TOTAL_SHARDS", "GTEST_SHARD_INDEX"}) ::unsetenv(shard);
    ::dup2(ends[1], STDOUT_FILENO);
    ::execl("/proc/self/exe", "test", only.c_str(), nullptr);
    ::_exit(1);
  }
  ::close(ends[1]);
  std::string said;
  std::array<char, 4096> room{};
  for (ssize_t got = 1; got > 0;) {
    got = ::read(ends[0], room.data(), room.size());
    if (got > 0) said.append(room.data(), static_cast<std::size_t>(got));
  }
  ::close(ends[0]);
  EXPECT_EQ(::waitpid(child, nullptr, 0), child);
  return said;
}

TEST(unique_id, has_another_hash_in_each_process) {
  constexpr const char* tells = "POP3KIT_TEST_TELLS_HASH";
  const std::string own = "hash " + std::to_string(hash_value(unique_id("a"))) + '\n';
  if (std::getenv(tells) != nullptr) {
    std::cout << own << std::flush;
    return;
  }
  const std::string said = said_by_another_process(tells, "unique_id.has_another_hash_in_each_process");
  EXPECT_NE(said.find("hash "), std::string::npos) << said;
  EXPECT_EQ(said.find(own), std::string::npos);
}

template <class Set>
std::size_t fullest_bucket(const Set& set) {
  std::size_t most = 0;
  for (std::size_t i = 0; i < set.bucket_count(); ++i) most = std::max(most, set.bucket_size(i));
  return most;
}

TEST(unique_id, chosen_to_collide_by_the_usual_hash_spreads_over_buckets) {
  constexpr std::size_t count = 200;
  std::unordered_set<std::string> usual(1000);
  std::unordered_set<unique_id> ids(1000);
  usual.max_load_factor(10);
  for (std::size_t i = 0; usual.size() < count; ++i) {
    std::string id = "id" + std::to_string(i);
    if (usual.bucket(id) != 0) continue;
    ids.emplace(id);
    usual.insert(std::move(id));
  }
  EXPECT_EQ(fullest_bucket(usual), count);
  EXPECT_LT(fullest_bucket(ids), 20U);
}

TEST(unique_id, is_printed_in_ascii_and_so_that_no_two_look_the_same) {
  const auto printed = [](std::string_view octets) {
    std::ostringstream out;
    out << unique_id(octets);
    return out.str();
  };
  EXPECT_EQ(printed("whqtswO00WBw418f9t5JxYwZ"), "whqtswO00WBw418f9t5JxYwZ");
  EXPECT_EQ(printed("a b"), "a b");
  EXPECT_EQ(printed("\x1b[2J\x7f\xff"), "\\x1b[2J\\x7f\\xff");
  EXPECT_EQ(printed("\\x1b"), "\\x5cx1b");
  EXPECT_EQ(printed(""), "");
}

}  // namespace
}  // namespace pop3kit::testing
