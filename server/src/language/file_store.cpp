#include "language/file_store.hpp"

#include <algorithm>

#include "lua/problem.hpp"
#include "mailbox/mail_files.hpp"
#include "text/read_file.hpp"

namespace pop3kit::serving::lua {
namespace {

namespace fs = std::filesystem;

/// Requires paths without links and without dot segments.
bool is_within(const fs::path& file, const fs::path& home) {
  return std::ranges::mismatch(home, file).in1 == home.end();
}

bool has_nul(const std::string& name) {
  return name.find('\0') != std::string::npos;
}

}  // namespace

file_store file_store::within(const fs::path& home, const fs::path& directory) {
  std::error_code unknown;
  const fs::path real = fs::canonical(home.empty() ? fs::path(".") : home, unknown);
  file_store out{(real / directory).lexically_normal()};
  out.home_ = unknown ? fs::path() : real;
  return out;
}

file_store file_store::none() {
  file_store out{fs::path()};
  out.home_.emplace();
  return out;
}

bool file_store::has_directory() const {
  std::error_code unknown;
  return reaches(directory_) && fs::is_directory(directory_, unknown);
}

/// The system would use only the part of the name before a NUL.
fs::path file_store::resolve(const std::string& name, position at) const {
  if (has_nul(name)) throw problem{at, "the name of a file cannot contain NUL"};
  return (directory_ / name).lexically_normal();
}

/// Checks the path as text first, so that nothing is revealed about files elsewhere, and then the target of its links.
bool file_store::reaches(const fs::path& file) const {
  if (!home_) return true;
  if (home_->empty() || !is_within(file, *home_)) return false;
  std::error_code unknown;
  const fs::path real = fs::canonical(file, unknown);
  return unknown || is_within(real, *home_);
}

void file_store::check_reach(const fs::path& file, position at) const {
  if (reaches(file)) return;
  throw problem{at, "'" + file.string() +
                        "' is not in the scenario's folder, and a scenario that comes over HTTP can name no other "
                        "files"};
}

const std::string& file_store::read(const fs::path& file, position at) {
  constexpr std::uint64_t most_octets = std::uint64_t{1} << 30U;
  check_reach(file, at);
  const auto known = contents_.find(file);
  if (known != contents_.end()) return known->second;
  std::error_code unknown;
  const fs::file_status status = fs::status(file, unknown);
  if (fs::is_directory(status)) throw problem{at, "cannot read '" + file.string() + "': it is a directory"};
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    throw problem{at, "cannot read '" + file.string() +
                          "': it is a pipe, a socket or a device; mail is read from "
                          "regular files"};
  }
  auto content = text::read_file(file, most_octets - octets_, text::file_kinds::regular);
  if (!content) throw problem{at, "cannot read '" + file.string() + "': " + content.error().message()};
  octets_ += content->size();
  return contents_.emplace(file, std::move(*content)).first->second;
}

std::vector<fs::path> file_store::list_maildir(const fs::path& folder, position at) const {
  check_reach(folder, at);
  auto files = serving::list_maildir(folder);
  if (!files) throw problem{at, "cannot read '" + folder.string() + "' as a Maildir: " + files.error().message()};
  return std::move(*files);
}

}  // namespace pop3kit::serving::lua
