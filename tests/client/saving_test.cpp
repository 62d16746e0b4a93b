#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <sstream>
#include <stdexcept>
#include <streambuf>

#include "client/client_stage.hpp"

namespace pop3kit::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A folder of its own for each test.
class saving : public ::testing::Test {
 protected:
  saving() {
    const auto* const test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(::testing::TempDir()) / ("pop3kit_saving_" + std::string(test->name()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~saving() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_)) names.push_back(entry.path().filename().string());
    return names;
  }
  static std::string contents(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  static void write(const fs::path& file, const std::string& octets) {
    std::ofstream(file, std::ios::binary) << octets;
  }

  fs::path folder_;
  client_stage stage_;
};

TEST_F(saving, to_a_file_is_exact) {
  stage_.serve(logged_in() +
               std::vector<step>{step::expect("RETR 1"),
                                 step::send(std::string("+OK\r\na\0b\xff\r\n..\r\nno end\r\n.\r\n", 26))});
  EXPECT_TRUE(stage_.run(stage_.mail().save_message(1, folder_ / "1.eml")));
  EXPECT_EQ(contents(folder_ / "1.eml"), std::string("a\0b\xff\r\n.\r\nno end\r\n", 17));
  EXPECT_THAT(files(), ElementsAre("1.eml"));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(saving, replaces_an_earlier_file_only_by_a_whole_message) {
  write(folder_ / "1.eml", "earlier");
  stage_.serve_session("C: RETR 1\nS! +OK|half\nclose");
  stage_.serve_session("C: RETR 1\nS! +OK|whole|.");
  EXPECT_FALSE(stage_.run(stage_.mail().save_message(1, folder_ / "1.eml")));
  EXPECT_EQ(contents(folder_ / "1.eml"), "earlier");
  EXPECT_THAT(files(), ElementsAre("1.eml"));
  value_of(stage_.run(stage_.mail().connect()));
  EXPECT_TRUE(stage_.run(stage_.mail().save_message(1, folder_ / "1.eml")));
  EXPECT_EQ(contents(folder_ / "1.eml"), "whole\r\n");
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(saving, leaves_nothing_of_a_truncated_message) {
  stage_.serve_session("C: RETR 1\nS! +OK 20 octets|.|the rest|.");
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().save_message(1, folder_ / "1.eml"))).code(), errc::message_truncated);
  EXPECT_THAT(files(), IsEmpty());
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(saving, leaves_nothing_of_a_refused_message) {
  stage_.serve_session("C: RETR 1\nS: -ERR");
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().save_message(1, folder_ / "1.eml"))).code(), errc::refused);
  EXPECT_THAT(files(), IsEmpty());
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(saving, to_an_unwritable_place_sends_nothing) {
  for (const fs::path& target : {folder_ / "missing" / "1.eml", folder_, fs::path()}) {
    const failure why = failure_of(stage_.run(stage_.mail().save_message(1, target)));
    EXPECT_EQ(why.code(), errc::file_unwritable);
    EXPECT_EQ(why.kind(), fault::local);
    EXPECT_TRUE(why.session_usable());
    EXPECT_NE(why.detail(), "");
  }
  EXPECT_EQ(stage_.connections(), 0U);
}

/// A disk with no room left.
class full_buffer final : public std::streambuf {
  int_type overflow(int_type) override { return traits_type::eof(); }
};

TEST_F(saving, to_a_stream_that_goes_bad_is_a_local_failure) {
  full_buffer full;
  std::ostream out(&full);
  stage_.serve_session("C: RETR 1\nS! +OK|x|.");
  const failure why = failure_of(stage_.run(stage_.mail().save_message(1, out)));
  EXPECT_EQ(why.code(), errc::file_unwritable);
  EXPECT_FALSE(why.session_usable());
  EXPECT_EQ(why.verb(), "RETR");
  EXPECT_EQ(stage_.differences(), "");
}

/// Takes everything into a buffer, and finds the disk full when the buffer is written.
class full_at_the_end final : public std::stringbuf {
  int sync() override { return -1; }
};

TEST_F(saving, to_a_stream_that_cannot_be_flushed_is_a_local_failure) {
  full_at_the_end full;
  std::ostream out(&full);
  stage_.serve_session("C: RETR 1\nS! +OK|x|.\nC: NOOP\nS: +OK");
  const failure why = failure_of(stage_.run(stage_.mail().save_message(1, out)));
  EXPECT_EQ(why.code(), errc::file_unwritable);
  EXPECT_EQ(why.detail(), "the stream");
  EXPECT_TRUE(why.session_usable());
  EXPECT_TRUE(stage_.run(stage_.mail().noop()));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(saving, to_a_stream) {
  std::ostringstream out;
  stage_.serve_session("C: RETR 1\nS! +OK|x|..y|.");
  EXPECT_TRUE(stage_.run(stage_.mail().save_message(1, out)));
  EXPECT_EQ(out.str(), "x\r\n.y\r\n");
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(saving, to_a_sink_hands_octets_over_as_they_arrive) {
  constexpr std::size_t lines = 100'000;
  std::string line(98, 'x');
  line += "\r\n";
  stage_.serve_by([line](net::stream_ptr stream) -> net::asio::awaitable<std::string> {
    std::string room(4096, '\0');
    const std::vector<std::string> opening{"+OK\r\n", "-ERR\r\n", "+OK\r\n", "+OK\r\n", "+OK\r\n"};
    for (std::size_t i = 0; i < opening.size(); ++i) {
      static_cast<void>(co_await stream->write(opening[i]));
      if (i + 1 < opening.size()) static_cast<void>(co_await stream->read_some(room));
    }
    for (std::size_t i = 0; i < lines; ++i) {
      const auto sent = co_await stream->write(line);
      if (!sent) co_return "lost";
    }
    const std::string end = ".\r\n";
    static_cast<void>(co_await stream->write(end));
    co_return "";
  });
  std::uint64_t octets = 0;
  std::size_t largest = 0;
  octet_sink count = [&](std::span<const char> piece) -> result<> {
    octets += piece.size();
    largest = std::max(largest, piece.size());
    return {};
  };
  EXPECT_TRUE(stage_.run(stage_.mail().save_message(1, std::move(count))));
  EXPECT_EQ(octets, lines * 100);
  EXPECT_LE(largest, 512U * 1024);
}

TEST_F(saving, a_sink_that_fails_ends_the_session_with_its_own_failure) {
  stage_.serve_session("C: RETR 1\nS! +OK|x|.");
  octet_sink refuse = [](std::span<const char>) -> result<> { return failure(errc::file_unwritable, "no room"); };
  const failure why = failure_of(stage_.run(stage_.mail().save_message(1, std::move(refuse))));
  EXPECT_EQ(why.code(), errc::file_unwritable);
  EXPECT_EQ(why.detail(), "no room");
  EXPECT_EQ(why.verb(), "RETR");
  EXPECT_FALSE(why.session_usable());
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(saving, a_sink_that_throws_ends_the_session_and_the_next_operation_works) {
  stage_.serve_session("C: RETR 1\nS! +OK|x|.");
  stage_.serve_session("C: NOOP\nS: +OK");
  octet_sink raise = [](std::span<const char>) -> result<> { throw std::runtime_error("mine"); };
  EXPECT_THROW(static_cast<void>(stage_.run(stage_.mail().save_message(1, std::move(raise)))), std::runtime_error);
  EXPECT_TRUE(stage_.run(stage_.mail().noop()));
  EXPECT_EQ(stage_.connections(), 2U);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(saving, stops_at_the_limit_of_streamed_messages) {
  stage_.options.limits.streamed_message_octets = 3;
  stage_.serve_session("C: RETR 1\nS! +OK|xxxx|.");
  std::ostringstream out;
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().save_message(1, out))).code(), errc::message_too_large);
}

TEST_F(saving, a_link_at_the_name_is_replaced_and_not_followed) {
  write(folder_ / "victim", "precious");
  fs::create_symlink("victim", folder_ / "link.eml");
  fs::create_hard_link(folder_ / "victim", folder_ / "hard.eml");
  for (const char* name : {"link.eml", "hard.eml"}) {
    stage_.serve_session("C: RETR 1\nS! +OK|whole|.");
    ASSERT_TRUE(stage_.run(stage_.mail().connect()));
    EXPECT_TRUE(stage_.run(stage_.mail().save_message(1, folder_ / name)));
    EXPECT_TRUE(fs::is_regular_file(fs::symlink_status(folder_ / name)));
    EXPECT_EQ(contents(folder_ / name), "whole\r\n");
    EXPECT_EQ(contents(folder_ / "victim"), "precious");
    stage_.mail().close();
  }
}

TEST_F(saving, what_waits_at_the_former_name_of_the_partial_file_is_not_touched) {
  write(folder_ / "victim", "precious");
  fs::create_hard_link(folder_ / "victim", folder_ / ".1.eml.partial");
  stage_.serve_session("C: RETR 1\nS! +OK|whole|.");
  EXPECT_TRUE(stage_.run(stage_.mail().save_message(1, folder_ / "1.eml")));
  EXPECT_EQ(contents(folder_ / "victim"), "precious");
}

TEST_F(saving, a_fifo_or_device_at_the_name_is_refused_before_anything_is_sent) {
  ASSERT_EQ(::mkfifo((folder_ / "fifo").c_str(), 0600), 0);
  for (const fs::path& target : {folder_ / "fifo", fs::path("/dev/null")}) {
    const failure why = failure_of(stage_.run(stage_.mail().save_message(1, target)));
    EXPECT_EQ(why.code(), errc::file_unwritable);
    EXPECT_EQ(why.detail(), target.string() + ": not a regular file");
  }
  EXPECT_EQ(stage_.connections(), 0U);
}

TEST_F(saving, the_file_is_private) {
  stage_.serve_session("C: RETR 1\nS! +OK|whole|.");
  EXPECT_TRUE(stage_.run(stage_.mail().save_message(1, folder_ / "1.eml")));
  EXPECT_EQ(fs::status(folder_ / "1.eml").permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

}  // namespace
}  // namespace pop3kit::testing
