#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(demo, performs_every_documented_operation_and_every_result_is_right) {
  const command_run got = run({"demo"});
  expect_success(got);
  for (const char* each : {"get_mailbox_size",
                           "get_mailbox_info",
                           "get_message_count",
                           "get_message_headers",
                           "fetch_message",
                           "get_message_info",
                           "list_messages",
                           "save_message",
                           "get_message_size",
                           "top(",
                           "get_capabilities",
                           "noop",
                           "delete_message",
                           "undelete_messages",
                           "commit_deletes",
                           "validate_credentials",
                           "connections_quantity(5)",
                           "use_multi_connection",
                           "security::implicit",
                           "security::stls",
                           "C: RETR",
                           "C: STLS",
                           "every result right"}) {
    EXPECT_THAT(got.out, HasSubstr(each));
  }
  EXPECT_THAT(got.out, Not(HasSubstr("WRONG")));
  EXPECT_THAT(got.out, Not(HasSubstr("\x1B")));
}

TEST(demo, a_server_that_lies_is_found_out) {
  const temporary_folder folder;
  const std::string lying =
      folder.write("lying.lua",
                   "return scenario { title = \"x\", accounts = { alice = { password = \"s3cret\", mailbox = { "
                   "generate { count = 3, "
                   "size = \"1 KiB\" } } } }, rules = { { on = \"STAT\", reply = \"+OK 2 10\" } } }\n");
  const command_run got = run({"demo", "--scenario", lying});
  EXPECT_EQ(got.status, 1);
  EXPECT_EQ(got.error_lines(), 1U);
  EXPECT_THAT(got.out, HasSubstr("WRONG"));
}

TEST(demo, saves_into_a_folder_of_its_own_and_removes_it) {
  const temporary_folder folder;
  for (int each = 1; each <= 30; ++each) {
    folder.write("pop3kit-demo-" + std::to_string(each) + ".eml", "of somebody else");
  }
  run_settings settings;
  settings.environment = {"TMPDIR=" + folder.path("")};
  const command_run got = run({"demo"}, settings);
  expect_success(got);
  EXPECT_THAT(got.out, HasSubstr(folder.path("pop3kit-demo-")));
  EXPECT_EQ(folder.names().size(), 30U);
  for (const std::string& each : folder.names()) EXPECT_EQ(octets_of(folder.path(each)), "of somebody else") << each;
}

TEST(demo, a_scenario_that_is_not_there_is_status_8) {
  expect_failure(run({"demo", "--scenario", "/nowhere.lua"}), 8);
}

}  // namespace
}  // namespace pop3kit::test
