#include "mailbox/read_file.hpp"

#include <array>
#include <boost/system/errc.hpp>
#include <cerrno>
#include <cstdio>
#include <memory>

namespace pop3kit::serving {
namespace {

struct file_closer {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};

boost::system::error_code last_error() {
  return {errno == 0 ? EIO : errno, boost::system::generic_category()};
}

}  // namespace

outcome<std::string> read_file(const std::filesystem::path& file, std::uint64_t max_octets) {
  errno = 0;
  const std::unique_ptr<std::FILE, file_closer> input{std::fopen(file.c_str(), "rb")};
  if (!input) return last_error();
  std::string content;
  std::array<char, 65536> piece{};
  while (const auto got = std::fread(piece.data(), 1, piece.size(), input.get())) {
    if (content.size() + got > max_octets) return make_error_code(boost::system::errc::file_too_large);
    content.append(piece.data(), got);
  }
  if (std::ferror(input.get()) != 0) return last_error();
  return content;
}

}  // namespace pop3kit::serving
