#include "command_fixture.hpp"

// A sanitizer opens files and pipes of its own, and fails where it cannot.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

namespace pop3kit::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// The command under a low limit of open files (ulimit -n).
class few_descriptors : public command_test {
 protected:
  static constexpr std::size_t messages = 40;

  void SetUp() override { serve("generate { count = 40, size = 1000 }"); }

  [[nodiscard]] command_run count(std::size_t descriptors) const {
    run_settings settings;
    settings.open_files = descriptors;
    return plain("count", {}, settings);
  }
  [[nodiscard]] command_run fetch(std::size_t descriptors, const std::string& target,
                                  const std::string& connections) const {
    run_settings settings;
    settings.open_files = descriptors;
    return plain("fetch", {"--all", "-o", folder().path(target), "--connections", connections}, settings);
  }
};

TEST_F(few_descriptors, are_told_as_what_is_wrong_and_not_the_network) {
  std::size_t descriptors = 4;
  for (command_run got = count(descriptors); got.status != 0; got = count(++descriptors)) {
    SCOPED_TRACE(descriptors);
    ASSERT_LT(descriptors, 64U);
    expect_failure(got, 8);
    EXPECT_THAT(got.err, HasSubstr("Too many open files"));
    EXPECT_THAT(got.err, HasSubstr("close files or connections"));
    EXPECT_THAT(got.err, Not(HasSubstr("check host")));
  }
  EXPECT_GT(descriptors, 5U) << "neither the event loop nor the connection was without one";
}

TEST_F(few_descriptors, make_fetch_use_fewer_connections) {
  std::size_t enough = 4;
  while (fetch(enough, "one" + std::to_string(enough), "1").status != 0) ASSERT_LT(++enough, 64U);
  EXPECT_LT(enough, messages) << "files that wait to be synced hold descriptors";
  EXPECT_EQ(folder().names("one" + std::to_string(enough)).size(), messages);
  for (std::size_t descriptors = enough; descriptors < enough + 28; descriptors += 3) {
    SCOPED_TRACE(descriptors);
    const std::string target = "five" + std::to_string(descriptors);
    const command_run got = fetch(descriptors, target, "5");
    EXPECT_EQ(got.status, 0) << got.err;
    EXPECT_EQ(folder().names(target).size(), messages);
    if (descriptors > enough) continue;
    EXPECT_THAT(got.err, HasSubstr("further connections could not be opened, 1 served; everything was fetched"));
    EXPECT_THAT(got.err, HasSubstr("Too many open files; close files or connections"));
  }
}

}  // namespace
}  // namespace pop3kit::test

#endif
