#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace pop3kit::interop {

/// A folder of the test's own, gone with it. Others may pass through: peers run as users of their own.
class scratch_folder {
 public:
  scratch_folder();
  scratch_folder(const scratch_folder&) = delete;
  scratch_folder& operator=(const scratch_folder&) = delete;
  ~scratch_folder();

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  std::filesystem::path write(const std::string& name, std::string_view octets) const;

 private:
  std::filesystem::path path_;
};

[[nodiscard]] std::string read_file(const std::filesystem::path& file);

}  // namespace pop3kit::interop
