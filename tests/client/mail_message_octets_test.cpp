#include <gmock/gmock.h>

#include <filesystem>
#include <thread>
#include <vector>

#include "client/mail_message_data.hpp"

namespace pop3kit {
namespace {

using ::testing::IsEmpty;

std::vector<std::filesystem::path> mail_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& folder :
       {std::filesystem::path(POP3KIT_TEST_DATA) / "mail", std::filesystem::path(POP3KIT_SCENARIOS) / "mail"}) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".eml") files.push_back(entry.path());
    }
  }
  return files;
}

void ask_for_everything(const mail_message& message) {
  (void)message.subject();
  (void)message.from();
  (void)message.to();
  (void)message.cc();
  (void)message.reply_to();
  (void)message.date();
  (void)message.message_id();
  (void)message.text_body();
  (void)message.html_body();
  (void)message.attachments();
}

TEST(mail_message, keeps_the_octets_of_every_vector) {
  const auto files = mail_files();
  ASSERT_GE(files.size(), 30U);
  for (const auto& file : files) {
    SCOPED_TRACE(file);
    const std::string octets = testing::read_octets(file);
    const mail_message message(octets);
    ask_for_everything(message);
    EXPECT_EQ(message.octets(), octets);
  }
}

TEST(mail_message, takes_every_prefix_of_a_message) {
  const std::string octets = testing::parse_file("nested_multiparts").octets();
  for (std::size_t length = 0; length <= octets.size(); ++length) {
    const mail_message message(octets.substr(0, length));
    ask_for_everything(message);
    EXPECT_EQ(message.octets().size(), length);
  }
}

TEST(mail_message, survives_any_octet_anywhere) {
  const std::string octets = testing::parse_file("rfc2231_names").octets();
  for (std::size_t at = 0; at < octets.size(); ++at) {
    for (const char octet : {'\n', '"', '\xff'}) {
      std::string damaged = octets;
      damaged[at] = octet;
      const mail_message message(damaged);
      ask_for_everything(message);
      ASSERT_EQ(message.octets(), damaged);
    }
  }
}

TEST(mail_message, of_nothing_is_empty) {
  const mail_message message;
  EXPECT_EQ(message.octets(), "");
  EXPECT_EQ(message.subject(), "");
  EXPECT_THAT(message.headers().fields(), IsEmpty());
  EXPECT_THAT(message.from(), IsEmpty());
  EXPECT_EQ(message.text_body(), "");
  EXPECT_THAT(message.attachments(), IsEmpty());
  EXPECT_EQ(testing::parse_file("empty").text_body(), "");
}

TEST(mail_message, moved_from_is_an_empty_message) {
  mail_message message("Subject: x\r\n\r\nbody\r\n");
  const mail_message taken = std::move(message);
  EXPECT_EQ(taken.subject(), "x");
  EXPECT_EQ(message.octets(), "");  // NOLINT(bugprone-use-after-move): the state that is documented
  EXPECT_EQ(message.text_body(), "");
}

TEST(mail_message, copies_share_what_was_parsed) {
  const mail_message message("Subject: x\r\n\r\nbody\r\n");
  const mail_message copy = message;  // NOLINT(performance-unnecessary-copy-initialization)
  EXPECT_EQ(&copy.octets(), &message.octets());
  EXPECT_EQ(&copy.text_body(), &message.text_body());
}

TEST(mail_message, may_be_read_by_several_threads) {
  const mail_message message = testing::parse_file("nested_multiparts");
  const mail_message unparsed(message.octets());
  std::vector<std::string> seen(4);
  std::vector<std::thread> threads;
  threads.reserve(seen.size());
  for (std::string& text : seen) {
    threads.emplace_back([&] { text = unparsed.text_body() + unparsed.subject(); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& text : seen) EXPECT_EQ(text, message.text_body() + message.subject());
}

}  // namespace
}  // namespace pop3kit
