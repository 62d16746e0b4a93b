#include <gtest/gtest.h>

#include <pop3kit/message_file_names.hpp>
#include <pop3kit/safe_file_name.hpp>

namespace pop3kit {
namespace {

message_info listed(sequence_number number, const std::string& id) {
  message_info message;
  message.sequence_number = number;
  if (!id.empty()) message.unique_id = unique_id{id};
  return message;
}

TEST(message_file_names, no_two_messages_of_a_maildrop_share_a_name) {
  const std::vector<message_info> messages{listed(1, "a/b"),  listed(2, ""),  listed(3, "twin"),
                                           listed(4, "twin"), listed(5, "2"), listed(6, "-rf")};
  message_file_names names;
  for (const message_info& each : messages) names.add(each);
  std::vector<std::string> given;
  for (const message_info& each : messages) given.push_back(names.name_of(each));
  EXPECT_EQ(given, (std::vector<std::string>{"a%2Fb", "2~", "3", "4", "2", "%2Drf"}));
}

TEST(message_file_names, only_names_by_unique_id_replace_what_exists) {
  message_file_names names;
  for (const message_info& each : {listed(1, "own"), listed(2, ""), listed(3, "twin"), listed(4, "twin")}) {
    names.add(each);
  }
  EXPECT_EQ(names.existing_file_of(listed(1, "own")), existing_file::replace);
  EXPECT_EQ(names.existing_file_of(listed(2, "")), existing_file::keep_both);
  EXPECT_EQ(names.existing_file_of(listed(3, "twin")), existing_file::keep_both);
}

TEST(message_file_names, long_unique_ids_stay_apart) {
  const std::string long_id(300, '/');
  message_file_names names;
  names.add(listed(1, long_id + "1"));
  names.add(listed(2, long_id + "2"));
  EXPECT_NE(names.name_of(listed(1, long_id + "1")), names.name_of(listed(2, long_id + "2")));
  EXPECT_EQ(names.name_of(listed(1, long_id + "1")), safe_file_name(long_id + "1"));
}

}  // namespace
}  // namespace pop3kit
