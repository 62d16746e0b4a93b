#include <algorithm>
#include <map>
#include <pop3kit/folder.hpp>
#include <pop3kit/mailbox_format.hpp>
#include <pop3kit/message_store.hpp>
#include <utility>

#include "digest/hexadecimal.hpp"
#include "digest/sha256.hpp"
#include "store/mbox_lock.hpp"
#include "store/mbox_record.hpp"
#include "store/mbox_repair.hpp"
#include "store/stored_file.hpp"

namespace pop3kit {
namespace {

using namespace archiving;

/// Larger messages are gathered in a file.
constexpr std::size_t most_in_memory = 65536;
/// How often an append begins again because another program has appended before the lock was taken.
constexpr int most_attempts = 8;

/// A message of an mbox, quoted, until it is appended.
class mbox_message final : public message_writer {
 public:
  mbox_message(delivery which, std::filesystem::path spool, file_system& files)
      : delivery_(std::move(which)), spool_(std::move(spool)), files_(files) {}
  ~mbox_message() override {
    if (file_ == nullptr) return;
    file_.reset();
    static_cast<void>(files_.remove(spool_));
  }

  result<> write(std::span<const char> octets) override {
    return keep(quotes_.convert(ends_.convert({octets.data(), octets.size()})));
  }
  /// Ends the message. Returns its From line.
  result<std::string> finish() {
    const result<> done = keep(quotes_.convert(ends_.finish()) + quotes_.finish());
    if (!done) return done.error();
    record_.name = delivery_.name;
    record_.digest = to_hexadecimal(hash_.finish()).substr(0, digest_digits);
    return write_from_line(record_, delivery_.time);
  }
  std::error_code copy_to(open_file& mbox) {
    std::error_code failed;
    if (file_ != nullptr) {
      std::error_code unread = read_part(*file_, 0, UINT64_MAX, [&](std::string_view octets) {
        failed = mbox.write(octets);
        return !failed;
      });
      if (unread) return unread;
    }
    return failed ? failed : mbox.write(memory_);
  }

 private:
  result<> keep(std::string_view octets) {
    hash_.update(octets);
    record_.length += octets.size();
    memory_ += octets;
    if (memory_.size() <= most_in_memory) return {};
    std::error_code failed;
    if (file_ == nullptr) open_spool(failed);
    if (!failed) failed = file_->write(memory_);
    memory_.clear();
    return failed ? result<>(unwritable(spool_, failed)) : result<>();
  }
  /// A file of this name is what a killed run has left.
  void open_spool(std::error_code& failed) {
    file_ = files_.create(spool_, failed);
    if (failed != std::errc::file_exists) return;
    failed = files_.remove(spool_);
    if (!failed) file_ = files_.create(spool_, failed);
  }

  delivery delivery_;
  std::filesystem::path spool_;
  file_system& files_;
  std::unique_ptr<open_file> file_;  ///< what came before the octets in memory; null if there are no others
  std::string memory_;
  mbox_record record_;
  sha256 hash_;
  line_feeds ends_;
  from_quoting quotes_;
};

class mbox_store final : public message_store {
 public:
  mbox_store(std::filesystem::path file, file_system& files) : file_(std::move(file)), files_(files) {}

  result<> prepare(const std::string& archive_name) override {
    archive_name_ = archive_name;
    records_.reset();
    mbox_lock lock(file_, archive_name_, files_);
    const result<std::optional<std::uint64_t>> length = lock.left_by_this_archive();
    if (!length) return length.error();
    if (!*length) return {};
    const result<std::unique_ptr<open_file>> opened = open_locked();
    if (!opened) return opened.error();
    const result<> repaired = repair_tail(file_, **opened, **length);
    return repaired ? lock.release() : repaired;
  }

  result<std::optional<stored_copy>> exists(const delivery& which) override {
    file_kind kind = file_kind::none;
    std::error_code failed = files_.kind_of(file_, kind);
    if (failed) return unreadable(file_, failed);
    if (kind == file_kind::none) return std::optional<stored_copy>();
    const auto opened = files_.open(file_, file_access::read, failed);
    if (failed) return unreadable(file_, failed);
    if (!records_) {
      auto found = find_records(file_, *opened);
      if (!found) return found.error();
      records_ = std::move(*found);
      failed = opened->sync();
      if (failed) return unreadable(file_, failed);
    }
    const auto found = records_->find(which.name);
    if (found == records_->end()) return std::optional<stored_copy>();
    const result<bool> whole = is_whole(file_, *opened, found->second);
    if (!whole) return whole.error();
    return *whole ? read(*opened, found->second) : std::optional<stored_copy>();
  }

  result<std::unique_ptr<message_writer>> begin(const delivery& which) override {
    return std::make_unique<mbox_message>(which, folder_of(file_) / (".pop3kit-" + which.name), files_);
  }

  std::vector<result<std::string>> commit(std::vector<std::unique_ptr<message_writer>> messages) override {
    std::vector<result<std::string>> outcomes;
    if (messages.empty()) return outcomes;
    result<std::vector<std::string>> places = append(messages);
    for (std::size_t at = 0; at < messages.size(); ++at) {
      if (places) {
        outcomes.emplace_back(std::move((*places)[at]));
      } else {
        outcomes.emplace_back(places.error());
      }
    }
    return outcomes;
  }

 private:
  /// Opens the mbox, which is made if needed, and holds its fcntl lock.
  result<std::unique_ptr<open_file>> open_locked() {
    std::error_code failed;
    auto opened = files_.open(file_, file_access::write, failed);
    if (failed == std::errc::no_such_file_or_directory) {
      opened = files_.create(file_, failed);
      if (failed) return unwritable(file_, failed);
      const result<> synced = sync_folder(folder_of(file_), files_);
      if (!synced) return synced.error();
      // Only a file that was opened again is appended to, whatever another program has written in the meantime.
      opened = files_.open(file_, file_access::write, failed);
    }
    if (!failed) failed = opened->lock();
    if (failed == std::errc::resource_unavailable_try_again) return failure(errc::archive_in_use, file_.string());
    if (failed) return unwritable(file_, failed);
    return opened;
  }

  result<std::vector<std::string>> append(std::vector<std::unique_ptr<message_writer>>& messages) {
    const result<std::unique_ptr<open_file>> opened = open_locked();
    if (!opened) return opened.error();
    mbox_lock lock(file_, archive_name_, files_);
    std::uint64_t length = 0;
    for (int attempt = 1;; ++attempt) {
      std::error_code failed = (*opened)->size(length);
      if (failed) return unreadable(file_, failed);
      if (const result<> taken = lock.take(length); !taken) return taken.error();
      std::uint64_t locked_length = 0;
      failed = (*opened)->size(locked_length);
      if (failed) return unreadable(file_, failed);
      if (locked_length == length) break;
      if (const result<> released = lock.release(); !released) return released.error();
      if (attempt == most_attempts) return failure(errc::archive_in_use, file_.string());
    }
    if (const result<> checked = require_mbox(**opened, length); !checked) {
      static_cast<void>(lock.release());
      return checked.error();
    }
    std::vector<std::string> places;
    const result<> done = write(**opened, length, messages, places);
    if (!done && !take_back(**opened, length)) return done.error();  // the lock stays: the next run repairs the tail
    const result<> released = lock.release();
    if (!done) return done.error();
    if (!released) return released.error();
    return places;
  }

  result<> require_mbox(open_file& mbox, std::uint64_t length) {
    std::string beginning(5, '\0');
    std::size_t got = 0;
    if (const std::error_code failed = mbox.read(0, beginning, got)) return unreadable(file_, failed);
    if (length == 0 || beginning == "From ") return {};
    return failure(errc::file_unwritable, file_.string() + ": not an mbox: it does not begin with \"From \"");
  }

  result<> write(open_file& mbox, std::uint64_t length, std::vector<std::unique_ptr<message_writer>>& messages,
                 std::vector<std::string>& places) {
    std::string separator;
    if (length > 0) {
      std::string last(2, '\n');
      std::size_t got = 0;
      if (const std::error_code failed = mbox.read(length - std::min<std::uint64_t>(length, 2), last, got)) {
        return unreadable(file_, failed);
      }
      separator = last == "\n\n" ? "" : last.back() == '\n' ? "\n" : "\n\n";
    }
    std::error_code failed = mbox.write(separator);
    for (const auto& each : messages) {
      auto& message = static_cast<mbox_message&>(*each);
      const result<std::string> line = message.finish();
      if (!line) return line.error();
      std::uint64_t begin = 0;
      if (!failed) failed = mbox.size(begin);
      places.push_back(file_.filename().string() + ":" + std::to_string(begin));
      if (!failed) failed = mbox.write(*line);
      if (!failed) failed = message.copy_to(mbox);
      if (!failed) failed = mbox.write("\n");
      if (failed) return unwritable(file_, failed);
    }
    failed = mbox.sync();
    return failed ? result<>(unwritable(file_, failed)) : result<>();
  }

  static bool take_back(open_file& mbox, std::uint64_t length) { return !mbox.truncate(length) && !mbox.sync(); }

  result<std::optional<stored_copy>> read(open_file& mbox, const mbox_place& place) {
    message_hash hash(line_ends::lf);
    from_unquoting quotes;
    const std::error_code failed = read_part(mbox, place.body, place.record.length, [&](std::string_view octets) {
      hash.update(quotes.convert(octets));
      return true;
    });
    if (failed) return unreadable(file_, failed);
    hash.update(quotes.finish());
    stored_copy found;
    found.place = file_.filename().string() + ":" + std::to_string(place.line);
    found.digest = hash.finish();
    return std::optional(std::move(found));
  }

  std::filesystem::path file_;
  file_system& files_;
  std::string archive_name_;
  std::optional<std::map<std::string, mbox_place>> records_;  ///< what earlier runs have appended
};

}  // namespace

std::unique_ptr<message_store> make_mbox_store(std::filesystem::path file, file_system& files) {
  return std::make_unique<mbox_store>(std::move(file), files);
}

}  // namespace pop3kit
