#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/json/parse.hpp>
#include <csignal>
#include <fstream>
#include <functional>

#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// So many connections to a port of this machine, which say nothing.
class silent_connections {
 public:
  silent_connections(std::int64_t port, int count) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (int made = 0; made < count; ++made) {
      const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      sockets_.push_back(socket);
      EXPECT_EQ(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    }
  }
  silent_connections(const silent_connections&) = delete;
  silent_connections& operator=(const silent_connections&) = delete;
  ~silent_connections() {
    for (const int each : sockets_) ::close(each);
  }

 private:
  std::vector<int> sockets_;
};

/// `pop3kit serve` in trouble that is no part of the verdict.
class serve_trouble : public command_test {
 protected:
  static constexpr auto text = "return scenario { accounts = { alice = { password = \"s3cret\" } } }\n";

  [[nodiscard]] std::string ready_file() const { return folder().path("ready"); }
  [[nodiscard]] std::int64_t ready_port(const char* name) const {
    return boost::json::parse(octets_of(ready_file())).at(name).as_int64();
  }
  [[nodiscard]] command_run count() const {
    return run({"count", "pop3://alice@127.0.0.1:" + std::to_string(ready_port("port")), "--plaintext",
                "--password-file", folder().write("password", "s3cret\n")});
  }

  void expect_warning_without_descriptors(const char* port, const char* expected) {
    run_settings settings;
    settings.open_files = 32;
    running_command serving(
        {"serve", folder().write("test.lua", text), "--ready-file", ready_file(), "--admin-port", "0"}, settings);
    serving.read_lines(3);
    {
      const silent_connections many(ready_port(port), 60);
      EXPECT_THAT(serving.read_error_lines(1), HasSubstr(expected));
    }
    serving.signal(SIGTERM);
    const command_run ended = serving.finish();
    EXPECT_EQ(ended.status, 0) << ended.err;
  }
};

TEST_F(serve_trouble, a_fifo_cannot_be_watched) {
  const std::string fifo = folder().path("fifo");
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  const command_run got = run({"serve", fifo, "--watch"});
  expect_failure(got, 2);
  EXPECT_THAT(got.err, HasSubstr("--watch needs a regular file"));
}

TEST_F(serve_trouble, a_signal_ends_the_wait_for_a_scenario_from_a_fifo) {
  const std::string fifo = folder().path("fifo");
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  running_command serving({"serve", fifo});
  // Opened as soon as the command reads; nothing is written.
  const std::ofstream writer{fifo};
  serving.signal(SIGTERM);
  EXPECT_EQ(serving.finish().status, 1000 + SIGTERM);
}

TEST_F(serve_trouble, a_watched_file_that_is_gone_is_reported_once_and_fails_no_verdict) {
  const std::string file = folder().write("test.lua", text);
  running_command serving({"serve", file, "--ready-file", ready_file(), "--watch"});
  serving.read_lines(2);
  std::filesystem::remove(file);
  EXPECT_EQ(count().out, "0\n");
  EXPECT_EQ(count().out, "0\n");
  serving.signal(SIGTERM);
  const command_run ended = serving.finish();
  EXPECT_EQ(ended.status, 0);
  EXPECT_EQ(ended.error_lines(), 1U);
  EXPECT_THAT(ended.err, HasSubstr("test.lua: No such file or directory; the earlier scenario goes on"));
}

TEST_F(serve_trouble, a_watched_file_that_breaks_is_reported_when_it_is_read) {
  const std::string file = folder().write("test.lua", text);
  running_command serving({"serve", file, "--ready-file", ready_file(), "--watch"});
  serving.read_lines(2);
  const auto before = std::filesystem::last_write_time(file);
  folder().write("test.lua", "return scenario { ruels = {} }");
  std::filesystem::last_write_time(file, before + std::chrono::seconds(1));
  EXPECT_EQ(count().out, "0\n");
  const std::string warned = serving.read_error_lines(1);
  EXPECT_THAT(warned, HasSubstr("did you mean 'rules'"));
  EXPECT_THAT(warned, HasSubstr("the earlier scenario goes on"));
  serving.signal(SIGTERM);
  EXPECT_EQ(serving.finish().status, 1);
}

// Root may read every file; this is what even root cannot read as one.
TEST_F(serve_trouble, a_folder_or_fifo_in_place_of_a_watched_file_is_reported_once_and_the_server_goes_on) {
  const auto make_folder = [](const std::string& at) { std::filesystem::create_directory(at); };
  const auto make_fifo = [](const std::string& at) { ASSERT_EQ(::mkfifo(at.c_str(), 0600), 0); };
  for (const std::function<void(const std::string&)>& replacement :
       {std::function(make_folder), std::function(make_fifo)}) {
    const std::string file = folder().write("test.lua", text);
    running_command serving({"serve", file, "--ready-file", ready_file(), "--watch"});
    serving.read_lines(2);
    const auto before = std::filesystem::last_write_time(file);
    std::filesystem::remove(file);
    replacement(file);
    std::filesystem::last_write_time(file, before + std::chrono::seconds(1));
    EXPECT_EQ(count().out, "0\n");
    EXPECT_EQ(count().out, "0\n");
    const std::string warned = serving.read_error_lines(1);
    EXPECT_THAT(warned, HasSubstr("test.lua: only a regular file can be read again"));
    EXPECT_THAT(warned, HasSubstr("the earlier scenario goes on"));
    serving.signal(SIGTERM);
    const command_run ended = serving.finish();
    EXPECT_EQ(ended.status, 1);
    EXPECT_THAT(ended.err, Not(HasSubstr("the earlier scenario goes on")));
    std::filesystem::remove(file);
  }
}

// The sanitizer opens a pipe for each type that it checks, and reports an error if it cannot.
#ifndef __SANITIZE_ADDRESS__
TEST_F(serve_trouble, a_server_without_descriptors_says_so) {
  expect_warning_without_descriptors("port", "no connection can be accepted: Too many open files");
}

TEST_F(serve_trouble, a_control_room_without_descriptors_says_so) {
  expect_warning_without_descriptors("admin_port",
                                     "no connection to the control room can be accepted: Too many open files");
}
#endif

}  // namespace
}  // namespace pop3kit::test
