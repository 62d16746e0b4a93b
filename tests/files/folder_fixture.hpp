#pragma once

#include <gmock/gmock.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace pop3kit::test {

/// A folder of the test's own, which is removed with its content.
class folder_test : public ::testing::Test {
 protected:
  folder_test() {
    std::string name = (std::filesystem::temp_directory_path() / "pop3kit-files-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
    folder_ = name;
  }
  ~folder_test() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  [[nodiscard]] std::filesystem::path path(const std::string& name) const { return folder_ / name; }
  [[nodiscard]] std::string folder_name() const { return folder_.filename().string(); }
  std::filesystem::path write(const std::string& name, const std::string& octets) const {
    std::ofstream(folder_ / name, std::ios::binary) << octets;
    return folder_ / name;
  }
  [[nodiscard]] std::string octets_of(const std::string& name) const {
    std::ifstream in(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  [[nodiscard]] std::vector<std::string> names(const std::string& below = ".") const {
    std::vector<std::string> found;
    for (const auto& each : std::filesystem::directory_iterator(folder_ / below)) {
      found.push_back(each.path().filename().string());
    }
    std::ranges::sort(found);
    return found;
  }
  [[nodiscard]] static mode_t mode_of(const std::filesystem::path& file) {
    struct stat found{};
    return ::lstat(file.c_str(), &found) == 0 ? found.st_mode & 07777U : 0;
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace pop3kit::test
