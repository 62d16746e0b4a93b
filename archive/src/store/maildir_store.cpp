#include <algorithm>
#include <array>
#include <cstdint>
#include <pop3kit/folder.hpp>
#include <pop3kit/message_store.hpp>
#include <utility>

#include "store/stored_file.hpp"

namespace pop3kit {
namespace {

using namespace archiving;

constexpr std::string_view host_part = ".pop3kit";
constexpr std::size_t digits_of_count = 6;
constexpr std::uint64_t most_counted = 999'999;

std::string padded(std::uint64_t number) {
  std::string text = std::to_string(number);
  return std::string(digits_of_count - std::min(digits_of_count, text.size()), '0') + text;
}

/// Returns the name of the delivery in the name of a file, which may end in flags; empty if it is not ours.
std::string_view delivery_in(std::string_view file) {
  file = file.substr(0, file.find_first_of(":,"));
  if (!file.ends_with(host_part)) return {};
  file.remove_suffix(host_part.size());
  if (file.size() <= name_length || file[file.size() - name_length - 1] != 'Q') return {};
  file.remove_prefix(file.size() - name_length);
  return is_delivery_name(file) ? file : std::string_view();
}

/// The deliveries in `new` and `cur`. About 100 octets for each.
class maildir_index {
 public:
  result<> read(const std::filesystem::path& maildir, file_system& files) {
    entries_.clear();
    names_.clear();
    // A mail program moves messages from `new` to `cur`, so `cur` comes last.
    for (const char* const folder : {"new", "cur"}) {
      const std::error_code failed = files.list(maildir / folder, [this, folder](std::string_view file) {
        if (const std::string_view name = delivery_in(file); !name.empty()) add(name, folder, file);
      });
      if (failed) return unreadable(maildir / folder, failed);
      const result<> synced = sync_folder(maildir / folder, files);
      if (!synced) return synced;
    }
    std::ranges::sort(entries_);
    return {};
  }
  /// Returns the file below the Maildir; empty if there is none.
  [[nodiscard]] std::string find(std::string_view name) const {
    const auto found = std::ranges::lower_bound(entries_, key_of(name), {}, &entry::key);
    if (found == entries_.end() || found->key != key_of(name)) return {};
    return names_.substr(found->begins_at, names_.find('\n', found->begins_at) - found->begins_at);
  }

 private:
  using key = std::array<char, name_length / 2>;
  struct entry {
    maildir_index::key key;
    std::size_t begins_at = 0;
    auto operator<=>(const entry&) const = default;
  };

  static key key_of(std::string_view name) {
    key made{};
    for (std::size_t at = 0; at < made.size(); ++at) {
      const auto value = [&](char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; };
      made[at] = static_cast<char>(value(name[2 * at]) * 16 + value(name[2 * at + 1]));
    }
    return made;
  }
  void add(std::string_view name, std::string_view folder, std::string_view file) {
    entries_.push_back({key_of(name), names_.size()});
    names_.append(folder).append("/").append(file).append("\n");
  }

  std::vector<entry> entries_;
  std::string names_;
};

class maildir_store final : public message_store {
 public:
  maildir_store(std::filesystem::path folder, file_system& files) : folder_(std::move(folder)), files_(files) {}

  result<> prepare(const std::string& /*archive_name*/) override {
    index_.reset();
    for (const char* const each : {"tmp", "new", "cur"}) {
      const result<> made = make_folder(folder_ / each, files_);
      if (!made) return made;
    }
    return {};
  }

  result<std::optional<stored_copy>> exists(const delivery& which) override {
    result<std::optional<stored_copy>> found = look(which);
    // A mail program may have moved the file, or changed its flags, since the index was read.
    if (found || !index_) return found;
    index_.reset();
    return look(which);
  }

  result<std::unique_ptr<message_writer>> begin(const delivery& which) override {
    const std::string seconds = std::to_string(which.time.time_since_epoch().count());
    count_ = count_ == most_counted ? 0 : count_ + 1;
    const std::string name = seconds + ".M" + padded(count_) + "Q" + which.name + std::string(host_part);
    result<file_writer> file = file_writer::open(folder_ / "new" / name, existing_file::keep, folder_ / "tmp", files_);
    if (!file) return file.error();
    return std::make_unique<file_message>(std::move(*file), line_ends::lf);
  }

  std::vector<result<std::string>> commit(std::vector<std::unique_ptr<message_writer>> messages) override {
    return commit_files(std::move(messages), folder_);
  }

 private:
  /// The index is read when it is first needed: a run without new mail does not need it.
  result<std::optional<stored_copy>> look(const delivery& which) {
    if (!index_) {
      index_.emplace();
      const result<> read = index_->read(folder_, files_);
      if (!read) {
        index_.reset();
        return read.error();
      }
    }
    const std::string name = index_->find(which.name);
    if (name.empty()) return std::optional<stored_copy>();
    const result<message_digest> digest = digest_of_file(folder_ / name, line_ends::lf, files_);
    if (!digest) return digest.error();
    stored_copy found;
    found.place = name;
    found.digest = *digest;
    return std::optional(std::move(found));
  }

  std::filesystem::path folder_;
  file_system& files_;
  std::optional<maildir_index> index_;  ///< what earlier runs have delivered
  std::uint64_t count_ = 0;
};

}  // namespace

std::unique_ptr<message_store> make_maildir_store(std::filesystem::path folder, file_system& files) {
  return std::make_unique<maildir_store>(std::move(folder), files);
}

}  // namespace pop3kit
