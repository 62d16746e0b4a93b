#include "operations/partial_file.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

namespace pop3kit::engine {

namespace {

std::filesystem::path partial_name(const std::filesystem::path& target) {
  std::filesystem::path name = ".";
  name += target.filename();
  name += ".partial";
  return target.parent_path() / name;
}

}  // namespace

partial_file::partial_file(std::filesystem::path target)
    : target_(std::move(target)), partial_(partial_name(target_)) {}

partial_file::~partial_file() {
  if (!exists_) return;
  out_.close();
  std::error_code ignored;
  std::filesystem::remove(partial_, ignored);
}

failure partial_file::unwritable() const {
  const int why = errno;
  std::string detail = target_.string();
  if (why != 0) detail.append(": ").append(std::generic_category().message(why));
  return failure(errc::file_unwritable, std::move(detail));
}

result<> partial_file::open() {
  errno = 0;
  std::error_code unknown;
  if (!target_.has_filename() || std::filesystem::is_directory(target_, unknown)) {
    errno = EISDIR;
    return unwritable();
  }
  out_.open(partial_, std::ios::binary | std::ios::trunc);
  if (!out_) return unwritable();
  exists_ = true;
  return {};
}

result<> partial_file::write(std::span<const char> octets) {
  errno = 0;
  if (out_.write(octets.data(), static_cast<std::streamsize>(octets.size()))) return {};
  return unwritable();
}

result<> partial_file::commit() {
  errno = 0;
  out_.close();
  if (!out_) return unwritable();
  std::error_code failed;
  std::filesystem::rename(partial_, target_, failed);
  if (failed) {
    errno = failed.value();
    return unwritable();
  }
  exists_ = false;
  return {};
}

}  // namespace pop3kit::engine
