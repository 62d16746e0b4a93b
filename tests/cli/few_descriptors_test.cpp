#include "command_fixture.hpp"

// A sanitizer opens files and pipes of its own, and fails if it cannot.
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

TEST_F(few_descriptors, are_reported_as_the_cause_instead_of_the_network) {
  constexpr int not_loaded = 127;  // the loader finds no descriptor for a shared library
  std::size_t descriptors = 4;
  while (count(descriptors).status == not_loaded) ++descriptors;
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

/// Up to 32 messages have a file open while they wait for their proof.
TEST_F(few_descriptors, make_fetch_use_fewer_connections) {
  constexpr std::size_t fewest = 56;
  for (const std::size_t descriptors : {fewest, std::size_t{64}, std::size_t{80}, std::size_t{100}}) {
    SCOPED_TRACE(descriptors);
    const std::string target = "five" + std::to_string(descriptors);
    const command_run got = fetch(descriptors, target, "5");
    EXPECT_EQ(got.status, 0) << got.err;
    EXPECT_EQ(folder().names(target).size(), messages);
    if (descriptors != fewest) continue;
    EXPECT_THAT(got.err, HasSubstr("further connections could not be opened, 1 served; everything was fetched"));
    EXPECT_THAT(got.err, HasSubstr("Too many open files; close files or connections"));
  }
}

}  // namespace
}  // namespace pop3kit::test

#endif
