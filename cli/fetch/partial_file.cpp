#include "fetch/partial_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <system_error>
#include <utility>

#include "console/command_error.hpp"
#include "console/interruption.hpp"

namespace pop3kit::command {
namespace {

namespace fs = std::filesystem;

std::string quoted(const fs::path& file) {
  return fmt::format("'{}'", file.string());
}

/// Renaming onto a symbolic link would replace the link and leave what it names.
fs::path behind_links(const fs::path& target) {
  std::error_code ignored;
  if (!fs::is_symlink(target, ignored)) return target;
  const fs::path real = fs::canonical(target, ignored);
  return real.empty() ? target : real;
}

/// As many as there can be connections. A signal handler reads it: no lock, no memory that moves.
std::array<std::atomic<const char*>, 256> being_written{};

void remove_what_is_being_written() noexcept {
  for (const auto& slot : being_written) {
    if (const char* file = slot.load(); file != nullptr) static_cast<void>(::unlink(file));
  }
}

bool exchange_slot(const char* from, const char* to) noexcept {
  return std::ranges::any_of(being_written, [from, to](auto& slot) {
    const char* expected = from;
    return slot.compare_exchange_strong(expected, to);
  });
}

bool is_written_directly(const fs::path& target) {
  std::error_code ignored;
  const fs::file_status status = fs::status(target, ignored);
  return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

}  // namespace

partial_file::partial_file(fs::path target) : target_(behind_links(target)) {
  constexpr mode_t for_everybody_as_umask_says = 0666;
  if (is_written_directly(target_)) {
    file_ = descriptor{::open(target_.c_str(), O_WRONLY | O_CLOEXEC)};
    if (!file_.is_open()) throw local_error(quoted(target_), errno);
    return;
  }
  std::error_code ignored;
  if (fs::is_directory(target_, ignored)) throw local_error(quoted(target_), EISDIR);
  fs::path partial = target_.parent_path() / fmt::format(".{}.partial", target_.filename().string());
  constexpr int flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
  file_ = descriptor{::open(partial.c_str(), flags, for_everybody_as_umask_says)};
  if (!file_.is_open()) throw local_error(quoted(partial), errno);
  partial_ = std::move(partial);
  exchange_slot(nullptr, partial_.c_str());
  on_interruption(&remove_what_is_being_written);
}

partial_file::~partial_file() {
  discard();
}

void partial_file::write(std::string_view octets) {
  if (const int number = write_all(file_.number(), octets); number != 0) throw local_error(quoted(target_), number);
}

void partial_file::commit() {
  if (const int number = file_.close(); number != 0) throw local_error(quoted(target_), number);
  if (partial_.empty()) return;
  if (::rename(partial_.c_str(), target_.c_str()) != 0) throw local_error(quoted(target_), errno);
  forget();
}

void partial_file::discard() noexcept {
  static_cast<void>(file_.close());
  if (partial_.empty()) return;
  static_cast<void>(::unlink(partial_.c_str()));
  forget();
}

void partial_file::forget() noexcept {
  exchange_slot(partial_.c_str(), nullptr);
  partial_.clear();
  const bool any = std::ranges::any_of(being_written, [](const auto& slot) { return slot.load() != nullptr; });
  if (!any) on_interruption(nullptr);
}

void make_directory(const fs::path& directory) {
  std::error_code trouble;
  fs::create_directories(directory, trouble);
  if (trouble) throw local_error(quoted(directory), trouble.value());
  if (!fs::is_directory(directory, trouble)) throw local_error(quoted(directory), ENOTDIR);
}

}  // namespace pop3kit::command
