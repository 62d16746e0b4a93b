#include "running/scenario_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace pop3kit::serving {

scenario_file::scenario_file(std::filesystem::path path, const scenario& first)
    : path_(std::move(path)), home_(path_.parent_path()), last_read_(first) {
  std::error_code unknown;
  changed_at_ = std::filesystem::last_write_time(path_, unknown);
}

bool scenario_file::is(const scenario& playing) const {
  return !path_.empty() && &playing.get() == &last_read_.get();
}

bool scenario_file::can_be_read(const warning_handler& warn) {
  std::error_code trouble;
  static_cast<void>(std::filesystem::last_write_time(path_, trouble));
  if (!trouble && ::access(path_.c_str(), R_OK) != 0) trouble.assign(errno, std::generic_category());
  if (trouble && !missing_) warn(path_.string() + ": " + trouble.message() + "; the earlier scenario goes on");
  missing_ = static_cast<bool>(trouble);
  return !missing_;
}

bool scenario_file::has_changed(const warning_handler& warn) {
  if (!can_be_read(warn)) return false;
  std::error_code trouble;
  const auto changed = std::filesystem::last_write_time(path_, trouble);
  if (trouble || changed == changed_at_) return false;
  changed_at_ = changed;
  return true;
}

result<scenario> scenario_file::read() const {
  std::error_code unknown;
  const auto status = std::filesystem::status(path_, unknown);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    return failure(errc::file_unreadable, path_.string() + ": only a regular file can be read again");
  }
  return scenario::load(path_);
}

}  // namespace pop3kit::serving
