#include "mailbox/read_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

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

outcome<std::string> read_file(const std::filesystem::path& file, std::uint64_t max_octets, file_kinds allowed) {
  errno = 0;
  // Opening a pipe without a writer, or a device, would wait.
  const int wait = allowed == file_kinds::regular ? O_NONBLOCK | O_NOCTTY : 0;
  const int number = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | wait);
  if (number < 0) return last_error();
  const std::unique_ptr<std::FILE, file_closer> input{::fdopen(number, "rb")};
  if (!input) {
    ::close(number);
    return last_error();
  }
  struct stat about{};
  if (::fstat(number, &about) != 0) return last_error();
  if (allowed == file_kinds::regular && !S_ISREG(about.st_mode)) {
    return make_error_code(boost::system::errc::operation_not_supported);
  }
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
