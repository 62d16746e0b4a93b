#include "maildrop/id_table.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <memory>
#include <string>

#include "maildrop/id_index.hpp"

namespace pop3kit::testing {
namespace {

/// Compares, and counts how often.
struct counting_less {
  bool operator()(std::string_view left, std::string_view right) const {
    ++*comparisons;
    return left < right;
  }
  std::shared_ptr<std::size_t> comparisons = std::make_shared<std::size_t>(0);
};

std::vector<std::string> ids_in_order(std::size_t count, const std::string& before) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < count; ++i) ids.push_back(before + std::to_string(1'000'000 + i));
  return ids;
}

/// Orders and shapes that a hostile server may choose.
std::vector<std::vector<std::string>> hostile_listings(std::size_t count) {
  std::vector<std::vector<std::string>> all{ids_in_order(count, ""), ids_in_order(count, std::string(60, 'x')),
                                            std::vector<std::string>(count, "same")};
  all.push_back(all.front());
  std::ranges::reverse(all.back());
  std::vector<std::string> organ_pipe = all.front();
  std::ranges::reverse(organ_pipe.begin() + static_cast<std::ptrdiff_t>(count / 2), organ_pipe.end());
  all.push_back(std::move(organ_pipe));
  return all;
}

TEST(id_table, compares_at_most_n_log_n_times_for_any_ids) {
  constexpr std::size_t count = 20'000;
  constexpr std::size_t most = 3 * count * std::bit_width(count);
  for (const std::vector<std::string>& ids : hostile_listings(count)) {
    counting_less less;
    engine::id_table table(less);
    for (std::size_t i = 0; i < count; ++i) table.add(ids[i], i);
    table.sort();
    EXPECT_LE(*less.comparisons, most) << ids.front();
    *less.comparisons = 0;
    for (const std::string& id : ids) static_cast<void>(table.find(id));
    EXPECT_LE(*less.comparisons, most) << ids.front();
  }
}

TEST(id_table, finds_each_id_and_refuses_unknown_and_repeated_ones) {
  engine::id_table table;
  for (const auto& [id, value] : {std::pair("b", 2), std::pair("twice", 3), std::pair("a", 1), std::pair("twice", 4)}) {
    table.add(id, static_cast<std::uint64_t>(value));
  }
  table.sort();
  EXPECT_FALSE(table.all_differ());
  EXPECT_EQ(table.find("a").value(), 1U);
  EXPECT_EQ(table.find("b").value(), 2U);
  EXPECT_EQ(table.find("twice").error(), errc::ambiguous_unique_id);
  for (const char* unknown : {"", "A", "aa", "twic", "twice2", "zzz"}) {
    EXPECT_EQ(table.find(unknown).error(), errc::no_such_message) << unknown;
  }
}

TEST(id_table, without_ids_finds_nothing) {
  engine::id_table table;
  table.sort();
  EXPECT_TRUE(table.all_differ());
  EXPECT_EQ(table.find("a").error(), errc::no_such_message);
}

TEST(id_index, distinguishes_all_only_if_every_message_has_an_id_of_its_own) {
  for (const auto& [second, apart] : {std::pair("b", true), std::pair("", false), std::pair("a", false)}) {
    engine::id_list ids;
    ids.append(1, "a");
    ids.append(2, second);
    EXPECT_EQ(engine::id_index(std::move(ids)).tells_all_apart(), apart) << second;
  }
}

}  // namespace
}  // namespace pop3kit::testing
