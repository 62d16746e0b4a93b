#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <pop3kit/unfinished_file.hpp>
#include <string>
#include <system_error>
#include <utility>

namespace pop3kit {
namespace {

/// PATH_MAX of Linux: the kernel cannot open a longer path.
constexpr std::size_t longest_path = 4096;

enum class entry_state {
  idle,     ///< free for the next file
  claimed,  ///< the path is being written
  owned,    ///< the file is to be removed
  removing  ///< a signal handler reads the path; the entry is not used again
};

}  // namespace

/// An entry for one path. A signal handler may read it at any time, so entries are never freed. They are reused for
/// later files, and the list only grows.
struct unfinished_file::entry {
  std::atomic<entry_state> state = entry_state::claimed;
  entry* next = nullptr;
  std::array<char, longest_path> path{};

  static std::atomic<entry*> first;
};

std::atomic<unfinished_file::entry*> unfinished_file::entry::first = nullptr;

unfinished_file::entry* unfinished_file::claim() {
  for (entry* each = entry::first.load(); each != nullptr; each = each->next) {
    entry_state expected = entry_state::idle;
    if (each->state.compare_exchange_strong(expected, entry_state::claimed)) return each;
  }
  auto* const added = new entry;  // NOLINT(cppcoreguidelines-owning-memory): the list keeps it for good
  added->next = entry::first.load();
  while (!entry::first.compare_exchange_weak(added->next, added)) continue;
  return added;
}

unfinished_file::unfinished_file(const std::filesystem::path& file) {
  std::error_code unknown;
  std::filesystem::path whole = std::filesystem::absolute(file, unknown);
  const std::string& text = unknown ? file.native() : whole.native();
  if (text.size() >= longest_path) return;
  entry_ = claim();
  *std::ranges::copy(text, entry_->path.begin()).out = '\0';
  entry_->state = entry_state::owned;
}

unfinished_file::unfinished_file(unfinished_file&& other) noexcept : entry_(std::exchange(other.entry_, nullptr)) {}

unfinished_file& unfinished_file::operator=(unfinished_file&& other) noexcept {
  if (this == &other) return *this;
  remove();
  entry_ = std::exchange(other.entry_, nullptr);
  return *this;
}

unfinished_file::~unfinished_file() {
  remove();
}

void unfinished_file::keep() noexcept {
  entry* const held = std::exchange(entry_, nullptr);
  entry_state expected = entry_state::owned;
  if (held != nullptr) held->state.compare_exchange_strong(expected, entry_state::idle);
}

/// Does not remove the file after remove_unfinished_files(), because a file of this name is a different one then.
void unfinished_file::remove() noexcept {
  const bool owned = entry_ != nullptr && entry_->state == entry_state::owned;
  if (owned) static_cast<void>(::unlink(entry_->path.data()));
  keep();
}

void remove_unfinished_files() noexcept {
  const int before = errno;
  for (auto* each = unfinished_file::entry::first.load(); each != nullptr; each = each->next) {
    entry_state expected = entry_state::owned;
    if (each->state.compare_exchange_strong(expected, entry_state::removing)) {
      static_cast<void>(::unlink(each->path.data()));
    }
  }
  errno = before;
}

}  // namespace pop3kit
