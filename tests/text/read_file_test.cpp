#include "text/read_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/system/errc.hpp>
#include <cstdlib>
#include <fstream>

namespace pop3kit::text {
namespace {

namespace errors = boost::system::errc;

class reading_a_file : public ::testing::Test {
 protected:
  reading_a_file() {
    std::string pattern = (std::filesystem::temp_directory_path() / "pop3kit-read-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~reading_a_file() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::filesystem::path write(const std::string& content) const {
    const std::filesystem::path file = folder_ / "file";
    std::ofstream(file, std::ios::binary) << content;
    return file;
  }
  [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_; }

 private:
  std::filesystem::path folder_;
};

TEST_F(reading_a_file, returns_all_its_octets) {
  const std::string content = std::string(200'000, 'x') + '\0' + "\r\n";
  EXPECT_EQ(read_file(write(content), any_size, file_kinds::regular).value(), content);
  EXPECT_EQ(read_file(write(""), 0, file_kinds::any).value(), "");
}

TEST_F(reading_a_file, refuses_more_octets_than_allowed) {
  const std::filesystem::path file = write("12345");
  EXPECT_EQ(read_file(file, 5, file_kinds::any).value(), "12345");
  EXPECT_EQ(read_file(file, 4, file_kinds::any).error(), errors::file_too_large);
}

TEST_F(reading_a_file, returns_the_error_of_the_system) {
  EXPECT_EQ(read_file(folder() / "none", any_size, file_kinds::any).error(), errors::no_such_file_or_directory);
  EXPECT_EQ(read_file(folder(), any_size, file_kinds::any).error(), errors::is_a_directory);
}

TEST_F(reading_a_file, does_not_wait_for_a_fifo_if_only_regular_files_are_allowed) {
  const std::filesystem::path fifo = folder() / "fifo";
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  EXPECT_EQ(read_file(fifo, any_size, file_kinds::regular).error(), errors::operation_not_supported);
  EXPECT_EQ(read_file("/dev/zero", any_size, file_kinds::regular).error(), errors::operation_not_supported);
  EXPECT_EQ(read_file(folder(), any_size, file_kinds::regular).error(), errors::operation_not_supported);
}

TEST_F(reading_a_file, reads_a_device_if_every_kind_is_allowed) {
  EXPECT_EQ(read_file("/dev/null", any_size, file_kinds::any).value(), "");
  EXPECT_EQ(read_file("/dev/zero", 100'000, file_kinds::any).error(), errors::file_too_large);
}

}  // namespace
}  // namespace pop3kit::text
