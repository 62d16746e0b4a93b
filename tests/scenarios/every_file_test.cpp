#include <gmock/gmock.h>

#include <filesystem>
#include <set>
#include <string>

namespace {

/// "faults.torn_retr" for scenarios/faults/torn_retr.lua; files at the top belong to the suite `top`.
std::set<std::string> scenario_files() {
  std::set<std::string> names;
  const std::filesystem::path root = POP3KIT_SCENARIOS;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".lua") continue;
    const auto folder = entry.path().parent_path().lexically_relative(root).string();
    if (folder == "language") continue;  // octet by octet, under virtual time: tests/server/language*_test.cpp
    names.insert((folder == "." ? "top" : folder) + "." + entry.path().stem().string());
  }
  return names;
}

TEST(every_file, has_a_test_of_its_behaviour) {
  const auto& all = *::testing::UnitTest::GetInstance();
  std::set<std::string> tested;
  for (int suite = 0; suite < all.total_test_suite_count(); ++suite) {
    const auto& each = *all.GetTestSuite(suite);
    for (int test = 0; test < each.total_test_count(); ++test) {
      tested.insert(std::string(each.name()) + "." + each.GetTestInfo(test)->name());
    }
  }
  for (const auto& name : scenario_files()) EXPECT_TRUE(tested.contains(name)) << "no test called " << name;
}

}  // namespace
