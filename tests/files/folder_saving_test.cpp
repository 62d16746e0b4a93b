#include <cerrno>
#include <memory>
#include <pop3kit/client.hpp>
#include <pop3kit/server.hpp>

#include "folder_fixture.hpp"
#include "system_calls.hpp"

namespace pop3kit::test {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// save_messages() into a folder, from a real server.
class folder_saving : public folder_test {
 protected:
  void serve(const std::string& more = "") {
    const std::string text = "return scenario { title = \"test\", " + more +
                             " accounts = { alice = { password = \"s3cret\", mailbox = {"
                             " text \"Subject: a\\n\\none\\n\", text \"Subject: b\\n\\ntwo\\n\","
                             " text \"Subject: c\\n\\nthree\\n\" } } } }";
    server_ = std::make_unique<server>(scenario::parse(text).value());
    server_->start().value();
    client_options options{"127.0.0.1", server_->port().value(), credentials{"alice", "s3cret"}};
    options.tls.ca_pem = server_->ca_pem();
    mail_ = std::make_unique<client>(options);
  }
  /// The server has these unique-ids.
  static std::string ids(const std::string& first, const std::string& second, const std::string& third) {
    return "rules = { { on = \"UIDL\", argument = \"\", raw = \"+OK\\r\\n1 " + first + "\\r\\n2 " + second +
           "\\r\\n3 " + third + "\\r\\n.\\r\\n\" }," + id_rule(1, first) + id_rule(2, second) + id_rule(3, third) +
           "},";
  }
  static std::string id_rule(int number, const std::string& id) {
    const std::string text = std::to_string(number);
    return " { on = \"UIDL\", argument = \"" + text + "\", reply = \"+OK " + text + " " + id + "\" },";
  }
  [[nodiscard]] client& mail() { return *mail_; }

 private:
  std::unique_ptr<server> server_;
  std::unique_ptr<client> mail_;
};

TEST_F(folder_saving, every_message_has_a_file_of_its_own_named_by_unique_id) {
  serve(ids("a.b", "a_b", "-rf"));
  const result<transfer_report> saved = mail().save_messages(path("mail"));
  ASSERT_TRUE(saved) << saved.error().message();
  EXPECT_EQ(saved->messages, 3U);
  EXPECT_THAT(names("mail"), ElementsAre("%2Drf.eml", "a.b.eml", "a_b.eml"));
  EXPECT_EQ(octets_of("mail/a.b.eml"), "Subject: a\r\n\r\none\r\n");
  EXPECT_EQ(octets_of("mail/a_b.eml"), "Subject: b\r\n\r\ntwo\r\n");
  EXPECT_EQ(mode_of(path("mail")), 0700U);
  EXPECT_EQ(mode_of(path("mail/a.b.eml")), 0600U);
}

TEST_F(folder_saving, one_message_is_synced_renamed_and_its_folder_synced_before_it_is_saved) {
  serve();
  ASSERT_TRUE(mail().connect());
  const system_calls calls;
  ASSERT_TRUE(mail().save_message(1, path("one.eml")));
  EXPECT_THAT(calls.made(), ElementsAre("sync temporary", "rename one.eml", "sync " + folder_name()));
}

TEST_F(folder_saving, a_number_is_the_name_if_several_messages_share_a_unique_id) {
  serve(ids("twin", "own", "twin"));
  ASSERT_TRUE(mail().save_messages({1, 2}, path("mail")));
  EXPECT_THAT(names("mail"), ElementsAre("1.eml", "own.eml"));
}

TEST_F(folder_saving, messages_named_by_number_never_replace_those_of_an_earlier_session) {
  const std::string without_ids = "rules = { { on = \"UIDL\", reply = \"-ERR unsupported\" } },";
  serve(without_ids);
  ASSERT_TRUE(mail().save_messages(path("mail")));
  EXPECT_THAT(names("mail"), ElementsAre("1.eml", "2.eml", "3.eml"));
  mail().delete_message(1).value();
  mail().commit_deletes().value();
  std::vector<std::string> reported;
  const saved_handler handler = [&](const message_info&, const result<fs::path>& file) -> result<> {
    reported.push_back(file.value().filename().string());
    return {};
  };
  ASSERT_TRUE(mail().save_messages(path("mail"), handler));
  EXPECT_THAT(reported, ElementsAre("1~2.eml", "2~2.eml"));
  EXPECT_EQ(octets_of("mail/1.eml"), "Subject: a\r\n\r\none\r\n");
  EXPECT_EQ(octets_of("mail/1~2.eml"), octets_of("mail/2.eml"));
  ASSERT_TRUE(mail().save_messages(path("mail")));
  EXPECT_EQ(names("mail").size(), 5U) << "a copy that exists is not written again";
}

TEST_F(folder_saving, a_message_named_by_unique_id_replaces_its_earlier_copy) {
  serve(ids("a", "b", "c"));
  fs::create_directory(path("mail"));
  write("mail/a.eml", "half of it");
  ASSERT_TRUE(mail().save_messages(path("mail")));
  EXPECT_THAT(names("mail"), ElementsAre("a.eml", "b.eml", "c.eml"));
  EXPECT_EQ(octets_of("mail/a.eml"), "Subject: a\r\n\r\none\r\n");
}

TEST_F(folder_saving, a_message_is_reported_after_its_group_was_synced) {
  serve(ids("a", "b", "c"));
  fs::create_directory(path("mail"));
  const system_calls calls;
  std::vector<std::string> reported;
  const saved_handler handler = [&](const message_info&, const result<fs::path>& file) -> result<> {
    EXPECT_THAT(calls.made(), ElementsAre("sync temporary", "sync temporary", "sync temporary", "rename a.eml",
                                          "rename b.eml", "rename c.eml", "sync mail"));
    reported.push_back(file.value().filename().string());
    return {};
  };
  ASSERT_TRUE(mail().save_messages(path("mail"), handler));
  EXPECT_THAT(reported, ElementsAre("a.eml", "b.eml", "c.eml"));
}

TEST_F(folder_saving, a_disk_that_cannot_sync_is_a_failure_and_nothing_is_reported_as_saved) {
  serve(ids("a", "b", "c"));
  system_calls calls;
  calls.interfere([](const std::string& call) { return call == "sync temporary" ? EIO : 0; });
  std::size_t failed = 0;
  const saved_handler handler = [&](const message_info&, const result<fs::path>& file) -> result<> {
    failed += file ? 0U : 1U;
    return {};
  };
  const result<transfer_report> saved = mail().save_messages(path("mail"), handler);
  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().code(), errc::file_unwritable);
  EXPECT_THAT(saved.error().detail(), HasSubstr("Input/output error"));
  EXPECT_TRUE(saved.error().session_usable());
  EXPECT_EQ(failed, 3U);
  EXPECT_THAT(names("mail"), IsEmpty());
}

TEST_F(folder_saving, refused_messages_are_reported_and_the_others_are_saved) {
  serve("rules = { { on = \"RETR\", argument = \"2\", reply = \"-ERR busy\" } },");
  std::vector<sequence_number> refused;
  const saved_handler handler = [&](const message_info& which, const result<fs::path>& file) -> result<> {
    if (!file) refused.push_back(which.sequence_number);
    return {};
  };
  const result<transfer_report> saved = mail().save_messages(path("mail"), handler);
  ASSERT_TRUE(saved) << saved.error().message();
  EXPECT_EQ(saved->refused, 1U);
  EXPECT_THAT(refused, ElementsAre(2U));
  EXPECT_EQ(names("mail").size(), 2U);
}

TEST_F(folder_saving, whole_messages_stay_if_the_connection_is_lost) {
  serve("rules = { { on = \"RETR\", argument = \"3\", cut = { after = 10, close = \"reset\" } } },");
  std::size_t reported = 0;
  const saved_handler handler = [&](const message_info&, const result<fs::path>& file) -> result<> {
    reported += file ? 1U : 0U;
    return {};
  };
  EXPECT_FALSE(mail().save_messages(path("mail"), handler));
  EXPECT_EQ(names("mail").size(), reported);
  for (const std::string& name : names("mail")) EXPECT_NE(name.front(), '.');
}

TEST_F(folder_saving, a_folder_that_cannot_be_made_sends_nothing) {
  serve();
  write("file", "");
  const result<transfer_report> saved = mail().save_messages(path("file"));
  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().detail(), path("file").string() + ": Not a directory");
  EXPECT_TRUE(saved.error().session_usable());
}

}  // namespace
}  // namespace pop3kit::test
