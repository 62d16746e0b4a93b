#include "scratch_folder.hpp"

#include <fstream>
#include <iterator>
#include <system_error>

namespace pop3kit::interop {

scratch_folder::scratch_folder() {
  auto pattern = (std::filesystem::temp_directory_path() / "pop3kit-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::system_error(errno, std::generic_category(), pattern);
  path_ = pattern;
  std::filesystem::permissions(path_, std::filesystem::perms{0755});
}

scratch_folder::~scratch_folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path scratch_folder::write(const std::string& name, std::string_view octets) const {
  const auto file = path_ / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  out.exceptions(std::ios::badbit | std::ios::failbit);
  out.write(octets.data(), static_cast<std::streamsize>(octets.size()));
  out.close();
  return file;
}

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace pop3kit::interop
