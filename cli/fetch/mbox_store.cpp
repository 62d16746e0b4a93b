#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <pop3kit/file_writer.hpp>

#include "console/command_error.hpp"
#include "console/output.hpp"
#include "fetch/from_quoting.hpp"
#include "fetch/line_feeds.hpp"
#include "fetch/mbox_envelope.hpp"
#include "fetch/mbox_file.hpp"
#include "fetch/message_store.hpp"
#include "fetch/spool_file.hpp"

namespace pop3kit::command {
namespace {

/// The envelope line is made from the header, of which at most this much is kept.
constexpr std::size_t most_header_octets = 1U << 20U;

/// Where the octets of an mbox go, one message after the other.
class mbox_target {
 public:
  mbox_target() = default;
  mbox_target(const mbox_target&) = delete;
  mbox_target& operator=(const mbox_target&) = delete;
  virtual ~mbox_target() = default;

  virtual void put(std::string_view octets) = 0;
  virtual void end_message() {}
  /// Takes back what was put since the previous end_message().
  virtual void take_back_message() = 0;
  virtual void close() = 0;
};

/// A place that takes nothing back: each message waits in a spool until it is whole.
class streamed_mbox : public mbox_target {
 public:
  explicit streamed_mbox(const std::filesystem::path& beside) : spool_(beside) {}
  void put(std::string_view octets) final { spool_.write(octets); }
  void take_back_message() final { spool_.truncate(0); }
  void end_message() final {
    for (std::uint64_t at = 0; at < spool_.size();) {
      const std::string piece = spool_.read(at);
      pass_on(piece);
      at += piece.size();
    }
    spool_.truncate(0);
    end_of_message();
  }

 private:
  virtual void pass_on(std::string_view octets) = 0;
  virtual void end_of_message() {}

  spool_file spool_;
};

class printed_mbox final : public streamed_mbox {
 public:
  printed_mbox() : streamed_mbox(std::filesystem::temp_directory_path() / "standard output") {}
  void close() override {}

 private:
  void pass_on(std::string_view octets) override { standard_output().write(octets); }
  void end_of_message() override { standard_output().flush(); }
};

/// A FIFO or a device. Its own folder may be one, such as /dev, that takes no files.
class mbox_device final : public streamed_mbox {
 public:
  explicit mbox_device(const std::string& file)
      : streamed_mbox(std::filesystem::temp_directory_path() / "spool"),
        file_(need_file(file_writer::open(file, existing_file::write_through))) {}
  void close() override { need_file(file_.commit()); }

 private:
  void pass_on(std::string_view octets) override { need_file(file_.write(octets)); }

  file_writer file_;
};

/// Messages wait in a spool, so that the mbox is locked for a short time only, and gets whole messages only.
class appended_mbox final : public mbox_target {
 public:
  appended_mbox(const std::string& file, lock_attempts attempts)
      : file_(file), spool_(file_.path()), attempts_(attempts) {}
  void put(std::string_view octets) override { spool_.write(octets); }
  void end_message() override { whole_ = spool_.size(); }
  void take_back_message() override { spool_.truncate(whole_); }
  void close() override { file_.append(spool_, attempts_); }

 private:
  mbox_file file_;
  spool_file spool_;
  std::uint64_t whole_ = 0;
  lock_attempts attempts_;
};

bool is_stream(const std::string& file) {
  struct stat found{};
  return ::stat(file.c_str(), &found) == 0 && !S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode);
}

std::unique_ptr<mbox_target> make_target(const std::string& file, lock_attempts attempts) {
  if (file.empty()) return std::make_unique<printed_mbox>();
  if (is_stream(file)) return std::make_unique<mbox_device>(file);
  return std::make_unique<appended_mbox>(file, attempts);
}

class mbox_message final : public stored_message {
 public:
  explicit mbox_message(mbox_target& target) : target_(target) { target_.take_back_message(); }

  void write(std::string_view octets) override {
    if (!in_header_) {
      target_.put(quotes_.convert(ends_.convert(octets)));
      return;
    }
    const std::size_t searched = header_.empty() ? 0 : header_.size() - 1;
    header_ += ends_.convert(octets);
    if (header_.find("\n\n", searched) != std::string::npos || header_.size() > most_header_octets) end_header();
  }

  void finish() override {
    header_ += in_header_ ? ends_.finish() : "";
    if (in_header_) end_header();
    target_.put(quotes_.convert(ends_.finish()));
    target_.put(quotes_.finish() + "\n");
    target_.end_message();
  }

 private:
  void end_header() {
    in_header_ = false;
    target_.put(mbox_envelope(header_));
    target_.put(quotes_.convert(header_));
    header_.clear();
  }

  mbox_target& target_;
  std::string header_;
  bool in_header_ = true;
  line_feeds ends_;
  from_quoting quotes_;
};

class mbox_store final : public message_store {
 public:
  mbox_store(const std::string& file, lock_attempts attempts) : target_(make_target(file, attempts)) {}

  [[nodiscard]] std::unique_ptr<stored_message> begin(const fetch_target&) override {
    return std::make_unique<mbox_message>(*target_);
  }

  void close(bool any) override {
    target_->take_back_message();
    if (any) target_->close();
  }

 private:
  std::unique_ptr<mbox_target> target_;
};

}  // namespace

std::unique_ptr<message_store> make_mbox(const std::string& file, std::chrono::nanoseconds patience) {
  constexpr std::chrono::milliseconds between_attempts{100};
  constexpr std::chrono::nanoseconds longest = std::chrono::hours(24);
  const auto attempts = std::min(patience, longest) / between_attempts;
  return std::make_unique<mbox_store>(file, static_cast<lock_attempts>(attempts));
}

}  // namespace pop3kit::command
