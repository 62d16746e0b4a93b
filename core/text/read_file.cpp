#include "text/read_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <boost/system/errc.hpp>
#include <cerrno>

namespace pop3kit::text {
namespace {

class open_file {
 public:
  explicit open_file(int number) noexcept : number_(number) {}
  open_file(const open_file&) = delete;
  open_file& operator=(const open_file&) = delete;
  ~open_file() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const noexcept { return number_; }

 private:
  int number_;
};

boost::system::error_code last_error() {
  return {errno, boost::system::generic_category()};
}

}  // namespace

boost::system::result<std::string> read_file(const std::filesystem::path& file, std::uint64_t most_octets,
                                             file_kinds allowed) {
  // Opening a FIFO without a writer, or a device, would block.
  const int flags = allowed == file_kinds::regular ? O_NONBLOCK | O_NOCTTY : 0;
  const open_file input(::open(file.c_str(), O_RDONLY | O_CLOEXEC | flags));
  if (input.number() < 0) return last_error();
  struct stat about{};
  if (::fstat(input.number(), &about) != 0) return last_error();
  if (allowed == file_kinds::regular && !S_ISREG(about.st_mode)) {
    return make_error_code(boost::system::errc::operation_not_supported);
  }
  std::string content;
  std::array<char, 65536> piece{};
  for (;;) {
    const ssize_t got = ::read(input.number(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return last_error();
    if (got == 0) return content;
    if (static_cast<std::uint64_t>(got) > most_octets - content.size()) {
      return make_error_code(boost::system::errc::file_too_large);
    }
    content.append(piece.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace pop3kit::text
