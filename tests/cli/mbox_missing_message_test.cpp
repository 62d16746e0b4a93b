#include <fmt/format.h>

#include <set>

#include "command_fixture.hpp"
#include "line_server.hpp"

namespace pop3kit::test {
namespace {

using ::testing::HasSubstr;

constexpr std::size_t message_count = 40;

/// A maildrop of forty messages on a server with PIPELINING. Of some, no octet arrives although LIST states their size.
class mbox_of_a_maildrop_that_lacks_messages : public command_test {
 protected:
  /// With LF, in the mbox format, each of another size.
  static std::string in_mbox(std::size_t number) {
    std::string text = fmt::format("From MAILER-DAEMON Thu Jan  1 00:00:00 1970\nSubject: m{}\n\n", number);
    return text.append(20 * number, 'x') + "\n\n";
  }
  static std::string on_the_wire(std::size_t number) {
    return fmt::format("Subject: m{}\r\n\r\n{}\r\n", number, std::string(20 * number, 'x'));
  }
  static std::string all_but(const std::set<std::size_t>& missing) {
    std::string text;
    for (std::size_t number = 1; number <= message_count; ++number) {
      if (!missing.contains(number)) text += in_mbox(number);
    }
    return text;
  }

  /// `cut_at`: the connection of each session that gets there ends within this message.
  command_run fetch(const std::set<std::size_t>& missing, const std::string& output, std::size_t cut_at = 0) const {
    line_server server([&](const line_session&, const std::string& line) -> std::optional<line_answer> {
      if (!line.starts_with("RETR ")) return std::nullopt;
      const auto number = static_cast<std::size_t>(std::stoul(line.substr(5)));
      if (number == cut_at) return line_answer("+OK\r\nSubject: cut\r\n\r\nhal", true);
      if (missing.contains(number)) return line_answer("+OK\r\n.\r\n");
      return std::nullopt;
    });
    server.capabilities = {"USER", "UIDL", "TOP", "PIPELINING"};
    server.messages.clear();
    server.unique_ids.clear();
    for (std::size_t number = 1; number <= message_count; ++number) {
      server.messages.push_back(on_the_wire(number));
      server.unique_ids.push_back(fmt::format("u{}", number));
    }
    return run({"fetch", server.url(), "--plaintext", "--password-file", folder().write("password", "s3cret\n"),
                "--all", "--format", "mbox", "-o", output});
  }
};

TEST_F(mbox_of_a_maildrop_that_lacks_messages, holds_each_of_the_others_and_counts_them) {
  for (const std::set<std::size_t>& missing :
       {std::set<std::size_t>{5}, {30}, {39}, {message_count}, {5, 9, 20}, {1, 2, 3}}) {
    SCOPED_TRACE(fmt::format("the first that is missing: {}", *missing.begin()));
    const std::string file = folder().write("mail.mbox", "From old Thu Jan  1 00:00:00 1970\nSubject: old\n\nold\n\n");
    const std::string before = octets_of(file);
    const command_run got = fetch(missing, file);
    EXPECT_EQ(got.status, 1);
    EXPECT_THAT(got.err, HasSubstr(fmt::format("{} of 40 messages fetched; ", message_count - missing.size())));
    EXPECT_EQ(octets_of(file), before + all_but(missing));
  }
}

TEST_F(mbox_of_a_maildrop_that_lacks_messages, is_printed_and_the_command_ends) {
  for (const char* place : {"-", "/dev/stdout"}) {
    for (const std::set<std::size_t>& missing : {std::set<std::size_t>{5}, {30}, {39}, {5, 9, 20}}) {
      SCOPED_TRACE(fmt::format("{}, the first that is missing: {}", place, *missing.begin()));
      const command_run got = fetch(missing, place);
      EXPECT_EQ(got.status, 1);
      EXPECT_THAT(got.err, HasSubstr(fmt::format("{} of 40 messages fetched; ", message_count - missing.size())));
      EXPECT_EQ(got.out, all_but(missing));
    }
  }
}

TEST_F(mbox_of_a_maildrop_that_lacks_messages, holds_as_many_messages_as_are_counted_if_the_connection_is_lost_too) {
  for (const std::size_t cut_at : {12, 22, 24, 28, 32, 38}) {
    SCOPED_TRACE(fmt::format("cut within message {}", cut_at));
    const std::string file = folder().path(fmt::format("{}.mbox", cut_at));
    const command_run got = fetch({10, 20}, file, cut_at);
    const std::string octets = std::filesystem::exists(file) ? octets_of(file) : "";
    std::size_t whole = 0;
    std::size_t size_of_whole = 0;
    for (std::size_t number = 1; number <= message_count; ++number) {
      if (octets.find(in_mbox(number)) == std::string::npos) continue;
      ++whole;
      size_of_whole += in_mbox(number).size();
    }
    EXPECT_EQ(octets.size(), size_of_whole);
    EXPECT_THAT(got.err, HasSubstr(fmt::format(": {} of 40 messages fetched; ", whole)));
  }
}

}  // namespace
}  // namespace pop3kit::test
