#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <pop3kit/attachment_files.hpp>
#include <string>

namespace pop3kit::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;

attachment named(std::string name, std::string content = "octets") {
  return {std::move(name), "application/octet-stream", "", std::move(content)};
}

/// A folder of its own for each test.
class attachment_files : public ::testing::Test {
 protected:
  attachment_files() {
    const auto* const test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(::testing::TempDir()) / ("pop3kit_attachments_" + std::string(test->name()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~attachment_files() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  static std::string octets_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  static std::string part(const std::string& name, const std::string& content) {
    return "--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=\"" + name + "\"\r\n\r\n" +
           content + "\r\n";
  }
  static mail_message message_with(const std::string& parts) {
    return mail_message("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + parts + "--b--\r\n");
  }

  fs::path folder_;
};

TEST_F(attachment_files, have_the_name_that_the_sender_chose_if_it_is_safe) {
  EXPECT_EQ(attachment_file_name(named("report.pdf")), "report.pdf");
  EXPECT_EQ(attachment_file_name(named("J\xc3\xbcrgens \xc3\x9c"
                                       "bersicht 2026.ods")),
            "J\xc3\xbcrgens \xc3\x9c"
            "bersicht 2026.ods");
}

TEST_F(attachment_files, never_have_a_name_that_does_harm) {
  EXPECT_EQ(attachment_file_name(named("")), "attachment");
  EXPECT_EQ(attachment_file_name(named("..")), "attachment");
  EXPECT_EQ(attachment_file_name(named("/")), "attachment");
  EXPECT_EQ(attachment_file_name(named("../../etc/passwd")), "passwd");
  EXPECT_EQ(attachment_file_name(named("C:\\Windows\\evil.exe")), "evil.exe");
  EXPECT_EQ(attachment_file_name(named(".profile")), "_profile");
  EXPECT_EQ(attachment_file_name(named("-rf")), "_rf");
  EXPECT_EQ(attachment_file_name(named(std::string("a\0b\n.txt", 8))), "ab.txt");
  EXPECT_EQ(attachment_file_name(named("gpj\u202E.exe")), "gpj.exe");
  EXPECT_EQ(attachment_file_name(named("a\u061C\u2028\u2029.exe")), "a.exe");
}

TEST_F(attachment_files, that_have_long_names_keep_their_ending_and_whole_characters) {
  const std::string name = attachment_file_name(named(std::string(300, 'x') + ".tar"));
  EXPECT_EQ(name, std::string(196, 'x') + ".tar");
  std::string umlauts;
  for (int i = 0; i < 150; ++i) umlauts += "\u00FC";
  EXPECT_EQ(attachment_file_name(named("x" + umlauts)), "x" + umlauts.substr(0, 198));
  EXPECT_EQ(attachment_file_name(named("x." + umlauts)), "x." + umlauts.substr(0, 198)) << "no ending is so long";
}

TEST_F(attachment_files, are_whole_and_private_under_the_name_that_the_caller_chose) {
  const fs::path file = folder_ / "mine.bin";
  std::ofstream(file) << "earlier";
  ASSERT_TRUE(save_attachment(named("theirs", std::string("a\0b", 3)), file));
  EXPECT_EQ(octets_of(file), std::string("a\0b", 3));
  struct stat found{};
  ASSERT_EQ(::stat(file.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
}

TEST_F(attachment_files, keep_an_earlier_file_if_the_caller_asks_for_that) {
  const fs::path file = folder_ / "mine.bin";
  std::ofstream(file) << "earlier";
  const result<> saved = save_attachment(named("theirs"), file, existing_file::keep);
  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().code(), errc::file_unwritable);
  EXPECT_EQ(octets_of(file), "earlier");
}

TEST_F(attachment_files, of_a_message_get_names_of_their_own_in_a_folder_that_is_made) {
  const mail_message message = message_with(part("a.txt", "one") + part("a.txt", "two") + part("", "three"));
  const fs::path folder = folder_ / "new" / "deep";
  const auto saved = save_attachments(message, folder);
  ASSERT_TRUE(saved) << saved.error();
  EXPECT_THAT(*saved, ElementsAre(folder / "a.txt", folder / "a~2.txt", folder / "attachment"));
  EXPECT_EQ(octets_of((*saved)[0]), "one");
  EXPECT_EQ(octets_of((*saved)[1]), "two");
  EXPECT_EQ(octets_of((*saved)[2]), "three");
}

TEST_F(attachment_files, of_a_message_change_and_follow_nothing_that_exists) {
  const fs::path outside = folder_ / "outside";
  std::ofstream(outside) << "untouched";
  const fs::path folder = folder_ / "in";
  fs::create_directories(folder);
  fs::create_symlink(outside, folder / "link.txt");
  std::ofstream(folder / "file.txt") << "earlier";
  ASSERT_EQ(::mkfifo((folder / "fifo.txt").c_str(), 0600), 0);
  const auto saved =
      save_attachments(message_with(part("link.txt", "1") + part("file.txt", "2") + part("fifo.txt", "3")), folder);
  ASSERT_TRUE(saved) << saved.error();
  EXPECT_THAT(*saved, ElementsAre(folder / "link~2.txt", folder / "file~2.txt", folder / "fifo~2.txt"));
  EXPECT_EQ(octets_of(outside), "untouched");
  EXPECT_EQ(octets_of(folder / "file.txt"), "earlier");
  EXPECT_TRUE(fs::is_symlink(folder / "link.txt"));
}

TEST_F(attachment_files, of_a_message_that_are_saved_again_are_not_written_twice) {
  const mail_message message = message_with(part("a.txt", "one"));
  const auto first = save_attachments(message, folder_);
  const auto second = save_attachments(message, folder_);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(*first, *second);
}

TEST_F(attachment_files, that_cannot_be_written_say_which) {
  std::ofstream(folder_ / "no folder") << "a file";
  const auto saved = save_attachments(message_with(part("a.txt", "one")), folder_ / "no folder");
  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().code(), errc::file_unwritable);
  EXPECT_NE(saved.error().detail().find("no folder"), std::string::npos) << saved.error();
}

}  // namespace
}  // namespace pop3kit::testing
