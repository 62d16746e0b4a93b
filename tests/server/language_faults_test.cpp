#include "language.hpp"

#include "response/fault_table.hpp"

namespace pop3kit::serving {
namespace {

using std::chrono::seconds;
using ::testing::EndsWith;
using ::testing::StartsWith;

/// What each fault of every_fault.lua makes of a session, in its order.
struct fault_case {
  std::string_view fault;
  std::string_view command;
  std::string_view heard;  ///< the whole, or only its beginning if it ends with "..."
};

constexpr fault_case cases[] = {
    {"wrong_status", "STAT", "-ERR 3 27\r\n"},
    {"lower_case_status", "STAT", "+ok 3 27\r\n"},
    {"bare_status", "STAT", "+OK\r\n"},
    {"overlong_line", "STAT", "+OK 3 27xxxx..."},
    {"endless_line", "STAT", "+OK 3 27xxxx..."},
    {"duplicate_reply", "STAT", "+OK 3 27\r\n+OK 3 27\r\n"},
    {"duplicate_response", "UIDL 1", "+OK 1 00000001..."},
    {"unsolicited", "STAT", "+OK nobody asked for this line\r\n+OK 3 27\r\n"},
    {"garbage", "STAT", "\x01..."},
    {"silence", "STAT", ""},
    {"trailing_octets", "STAT", "+OK 3 27\r\ntrailing"},
    {"missing_terminator", "LIST", "+OK 3 messages (27 octets)\r\n1 9\r\n2 9\r\n3 9\r\n"},
    {"early_terminator", "LIST", "+OK 3 messages (27 octets)\r\n1 9\r\n.\r\n2 9\r\n3 9\r\n.\r\n"},
    {"late_terminator", "LIST", "+OK 3 messages (27 octets)\r\n1 9\r\n2 9\r\n3 9\r\n.\r\n"},
    {"endless_body", "LIST", "+OK 3 messages (27 octets)\r\n1 9\r\n2 9\r\n3 9\r\nand so on, without an end\r\nand..."},
    {"truncated", "LIST", "+OK 3 messages (27 octets)\r\n1 9\r\n.\r\n"},
    {"unstuffed_dots", "RETR 1", "+OK 9 octets\r\nA:\r\n\r\n.\r\n.\r\n"},
    {"bare_lf", "LIST", "+OK 3 messages (27 octets)\n1 9\n2 9\n3 9\n.\n"},
    {"bare_cr", "LIST", "+OK 3 messages (27 octets)\r1 9\r2 9\r3 9\r.\r"},
    {"nul_octets",
     "LIST",
     {"+OK\0"
      "3\0messages\0(27\0octets)\r\n1\0"
      "9\r\n2\0"
      "9\r\n3\0"
      "9\r\n.\r\n",
      46}},
    {"eight_bit", "LIST",
     "+OK 3 \xed\xe5\xf3\xf3\xe1\xe7\xe5\xf3 (27 \xef\xe3\xf4\xe5\xf4\xf3)\r\n1 9\r\n2 9\r\n3 9\r\n.\r\n"},
    {"garbage_in_body", "LIST", "+OK 3 messages (27 octets)\r\n1 9\r\n\x01..."},
    {"lying_size", "LIST", "+OK 3 messages (54 octets)\r\n1 18\r\n2 18\r\n3 18\r\n.\r\n"},
    {"negative_size", "LIST", "+OK 3 messages (-27 octets)\r\n1 -9\r\n2 -9\r\n3 -9\r\n.\r\n"},
    {"overflowing_size", "LIST 1", "+OK 1 999999999999999999999\r\n"},
    {"missing_size", "LIST", "+OK 3 messages ( octets)\r\n1\r\n2\r\n3\r\n.\r\n"},
    {"lying_count", "STAT", "+OK 4 27\r\n"},
    {"gaps", "LIST", "+OK 3 messages (27 octets)\r\n1 9\r\n2 9\r\n.\r\n"},
    {"other_message", "RETR 1", "+OK 9 octets\r\nB:\r\n\r\n..\r\n.\r\n"},
    {"wide_listing", "LIST", "+OK 3 messages (27 octets)\r\n1    9\r\n2    9\r\n3    9\r\n.\r\n"},
    {"numberless", "LIST 2", "+OK 9\r\n"},
    {"duplicate_unique_ids", "UIDL", "+OK unique-id listing follows\r\n1 00000001..."},
    {"missing_unique_ids", "UIDL", "+OK unique-id listing follows\r\n1\r\n2\r\n3\r\n.\r\n"},
    {"changing_unique_ids", "UIDL", "+OK unique-id listing follows\r\n1 00000001..."},
    {"malformed_unique_ids", "UIDL 1",
     "+OK 1 not one word \x07\xff"
     "00000001..."},
    {"overlong_unique_ids", "UIDL 1", "+OK 1 00000001..."},
    {"discarded_input", "STAT\r\nSTAT", "+OK 3 27\r\n"},
    {"read_marks_deleted", "RETR 1\r\nSTAT", "+OK 9 octets\r\nA:\r\n\r\n..\r\n.\r\n+OK 2 18\r\n"},
    {"endless_challenge", "AUTH PLAIN\r\nAGFsaWNlAHMzY3JldA==\r\n*",
     "+ YW5kIHdoYXQgZWxzZT8=\r\n+ YW5kIHdoYXQgZWxzZT8=\r\n-ERR authentication cancelled\r\n"},
    {"malformed_challenge",
     "AUTH PLAIN\r\nAGFsaWNlAHMzY3JldA==", "+ *** this is no base64 ***\r\n-ERR malformed authentication data\r\n"},
    {"bare_challenge", "AUTH PLAIN\r\n*", "+\r\n-ERR authentication cancelled\r\n"},
    {"ok_for_challenge", "AUTH PLAIN\r\n*", "+OK \r\n-ERR authentication cancelled\r\n"},
    {"refused_answer", "AUTH PLAIN\r\nAGFsaWNlAHMzY3JldA==", "-ERR\r\n"},
};

TEST_F(language, every_fault) {
  play("every_fault");
  ASSERT_EQ(std::size(cases), on().what.rules.size());
  EXPECT_EQ(std::size(cases), fault_table().size()) << "a fault without a case";
  for (std::size_t index = 0; index < std::size(cases); ++index) {
    const fault_case& each = cases[index];
    EXPECT_THAT(on().what.rules[index].what.faults, ::testing::ElementsAre(std::string(each.fault)));
    line_client& client = on().connect_raw();
    if (!each.command.starts_with("AUTH")) client.send("USER alice\r\nPASS s3cret\r\n");
    on().pass(seconds(1));
    client.take();
    client.send(std::string(each.command) + "\r\n");
    on().pass(seconds(1));
    const std::string heard = client.take();
    if (each.heard.ends_with("...")) {
      EXPECT_THAT(heard, StartsWith(std::string(each.heard.substr(0, each.heard.size() - 3)))) << each.fault;
    } else if (each.fault == "refused_answer") {
      EXPECT_THAT(heard, EndsWith(std::string(each.heard))) << each.fault;
    } else {
      EXPECT_EQ(heard, each.heard) << each.fault;
    }
    client.close();
  }
}

}  // namespace
}  // namespace pop3kit::serving
