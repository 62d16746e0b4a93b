#include <gmock/gmock.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <list>
#include <pop3kit/server.hpp>
#include <string>

#include "resident_memory.hpp"

namespace pop3kit {
namespace {

namespace asio = boost::asio;

constexpr std::size_t sessions_of_a_kind = 16;
constexpr std::size_t octets_a_round = std::size_t{32} * 1024;
constexpr int rounds = 16;
/// As docs/architecture.md promises.
constexpr std::uint64_t octets_at_work = 288 * 1024;

std::string repeated(const std::string& what) {
  std::string out;
  while (out.size() < octets_a_round) out += what;
  return out;
}

/// A client that only sends: it repeats `flood` for as long as the server reads, and reads nothing.
class talker {
 public:
  talker(asio::io_context& context, std::uint16_t port, const std::string& opening, const std::string& flood)
      : socket_(context), flood_(flood) {
    socket_.connect({asio::ip::make_address("127.0.0.1"), port});
    asio::write(socket_, asio::buffer(opening));
    socket_.non_blocking(true);
  }

  void go_on() {
    boost::system::error_code code;
    for (std::size_t sent = 0; sent < octets_a_round && !code;) {
      const std::size_t taken = socket_.write_some(asio::buffer(flood_.data() + at_, flood_.size() - at_), code);
      at_ = (at_ + taken) % flood_.size();
      sent += taken;
    }
  }

 private:
  asio::ip::tcp::socket socket_;
  const std::string& flood_;
  std::size_t at_ = 0;
};

/// Somebody decent, who is still answered.
class decent_client {
 public:
  decent_client(asio::io_context& context, std::uint16_t port) : socket_(context) {
    socket_.connect({asio::ip::make_address("127.0.0.1"), port});
    line();
    ask("USER alice");
    ask("PASS s3cret");
  }

  std::string ask(const std::string& command) {
    asio::write(socket_, asio::buffer(command + "\r\n"));
    return line();
  }

 private:
  std::string line() {
    const std::size_t length = asio::read_until(socket_, asio::dynamic_buffer(heard_), "\r\n");
    std::string out = heard_.substr(0, length);
    heard_.erase(0, length);
    return out;
  }

  asio::ip::tcp::socket socket_;
  std::string heard_;
};

TEST(hostile_sessions, use_bounded_memory_while_others_are_answered) {
  server_options options;
  options.journal_entries = 1000;
  server mail(scenario::parse(R"(return scenario {
    accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 2, size = "1 MiB" } } } },
  })")
                  .value(),
              options);
  mail.start().value();
  const std::uint16_t port = mail.port().value();

  const std::string login = "USER alice\r\nPASS s3cret\r\n";
  const std::string long_word(240, 'x');
  const std::string rubbish = repeated("\x16\x03\x01\xff\x80 GET / " + long_word + "\r\n");
  const std::string endless = std::string(octets_a_round, 'x');
  const std::string commands = repeated("NOOP " + long_word + "\r\n");
  const std::string messages = repeated("RETR 1\r\nRETR 2\r\n");
  const std::string names = repeated("USER " + long_word + "\r\n");
  const std::string nothing = "RET";

  asio::io_context context;
  decent_client decent(context, port);
  const std::uint64_t before = resident_octets();
  std::list<talker> talkers;
  for (std::size_t each = 0; each < sessions_of_a_kind; ++each) {
    talkers.emplace_back(context, port, "", rubbish);
    talkers.emplace_back(context, port, "AUTH PLAIN\r\n", endless);
    talkers.emplace_back(context, port, login, commands);
    talkers.emplace_back(context, port, login, messages);
    talkers.emplace_back(context, port, "", names);
    talkers.emplace_back(context, port, login, nothing);
  }
  std::uint64_t most = before;
  for (int round = 0; round < rounds; ++round) {
    for (talker& each : talkers) each.go_on();
    ASSERT_EQ(decent.ask("STAT"), "+OK 2 2097152\r\n") << "in round " << round;
    most = std::max(most, resident_octets());
  }
  const std::uint64_t each = (most - before) / talkers.size();
  RecordProperty("octets_at_work", std::to_string(each));
  if (memory_is_our_own) {
    EXPECT_LE(each, octets_at_work);
  }
  mail.stop();
}

}  // namespace
}  // namespace pop3kit
