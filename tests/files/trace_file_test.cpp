#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <optional>
#include <pop3kit/trace_file.hpp>

#include "console/option_files.hpp"
#include "folder_fixture.hpp"
#include "system_calls.hpp"

namespace pop3kit::test {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// Files that others read while they grow: trace_file, and what --trace and --journal name.
class growing_file : public folder_test {
 protected:
  static trace_event noop() { return {trace_kind::sent, 1, "NOOP", 6}; }
};

TEST_F(growing_file, of_a_trace_has_its_name_at_once_and_is_synced_when_its_last_sink_is_gone) {
  const system_calls calls;
  std::optional<trace_file> file = trace_file::open(path("a")).value();
  EXPECT_THAT(names(), ElementsAre("a"));
  trace_sink sink = file->sink();
  sink(noop());
  EXPECT_THAT(octets_of("a"), HasSubstr("NOOP"));
  file.reset();
  EXPECT_THAT(calls.made(), ElementsAre("rename a"));
  sink = nullptr;
  EXPECT_THAT(calls.made(), ElementsAre("rename a", "sync a", "sync " + folder_name()));
}

TEST_F(growing_file, of_the_command_has_its_name_at_once_and_is_synced_at_the_end) {
  const system_calls calls;
  command::log_file file(path("a").string(), "--trace");
  EXPECT_THAT(names(), ElementsAre("a"));
  EXPECT_TRUE(file.write([] { return std::string("line"); }));
  EXPECT_EQ(octets_of("a"), "line\n");
  EXPECT_THAT(calls.made(), ElementsAre("rename a"));
  file.finish();
  EXPECT_THAT(calls.made(), ElementsAre("rename a", "sync a", "sync " + folder_name()));
}

TEST_F(growing_file, of_a_trace_replaces_a_file_and_follows_links) {
  write("real", "earlier");
  fs::create_symlink("real", path("link"));
  fs::create_symlink("later", path("link to later"));
  for (const std::string name : {"link", "link to later"}) {
    trace_file::open(path(name)).value().sink()(noop());
    EXPECT_TRUE(fs::is_symlink(path(name)));
  }
  for (const std::string name : {"real", "later"}) EXPECT_THAT(octets_of(name), ::testing::StartsWith("{\"at\":"));
}

TEST_F(growing_file, of_a_trace_may_be_a_fifo) {
  ASSERT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);
  const int reader = ::open(path("fifo").c_str(), O_RDWR | O_CLOEXEC);
  trace_file::open(path("fifo")).value().sink()(noop());
  std::array<char, 4096> got{};
  const ssize_t count = ::read(reader, got.data(), got.size());
  ::close(reader);
  ASSERT_GT(count, 0);
  EXPECT_THAT(std::string(got.data(), static_cast<std::size_t>(count)), HasSubstr("NOOP"));
  EXPECT_TRUE(fs::is_fifo(path("fifo")));
}

}  // namespace
}  // namespace pop3kit::test
