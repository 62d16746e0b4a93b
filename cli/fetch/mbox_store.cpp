#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <pop3kit/file_writer.hpp>
#include <pop3kit/folder.hpp>

#include "console/command_error.hpp"
#include "console/output.hpp"
#include "fetch/from_quoting.hpp"
#include "fetch/line_feeds.hpp"
#include "fetch/mbox_envelope.hpp"
#include "fetch/mbox_file.hpp"
#include "fetch/message_store.hpp"
#include "fetch/output_file.hpp"
#include "fetch/spool_file.hpp"

namespace pop3kit::command {
namespace {

/// The envelope line is made from the header, of which at most this much is kept.
constexpr std::size_t most_header_octets = 1U << 20U;

/// Where the octets of an mbox go, one message after the other. Messages are finished, or taken back, after later ones
/// have begun: they are told by where they begin in the spool.
class mbox_target {
 public:
  mbox_target() = default;
  mbox_target(const mbox_target&) = delete;
  mbox_target& operator=(const mbox_target&) = delete;
  virtual ~mbox_target() = default;

  virtual void put(std::string_view octets) = 0;
  /// Where the next octet goes.
  [[nodiscard]] virtual std::uint64_t position() const noexcept = 0;
  /// Everything in front of this position is finished.
  virtual void finish_until(std::uint64_t position) = 0;
  /// Takes back everything from this position on.
  virtual void take_back_from(std::uint64_t position) noexcept = 0;
  virtual void close() = 0;
  /// In place of close(): the messages that are not finished will never be.
  virtual void close_early() {}
  /// How many of the finished messages are there for good.
  [[nodiscard]] virtual std::size_t kept(std::size_t finished) const noexcept { return finished; }
};

/// A place that takes nothing back: each message waits in a spool until it is finished.
class streamed_mbox : public mbox_target {
 public:
  streamed_mbox() : spool_(std::filesystem::temp_directory_path()) {}
  void put(std::string_view octets) final { spool_.write(octets); }
  [[nodiscard]] std::uint64_t position() const noexcept final { return before_spool_ + spool_.size(); }
  void take_back_from(std::uint64_t position) noexcept final { spool_.truncate(position - before_spool_); }
  void finish_until(std::uint64_t position) final {
    while (passed_on_ < position) {
      std::string piece = spool_.read(passed_on_ - before_spool_);
      piece.resize(std::min<std::uint64_t>(piece.size(), position - passed_on_));
      pass_on(piece);
      passed_on_ += piece.size();
    }
    end_of_message();
    if (passed_on_ != this->position()) return;
    before_spool_ = passed_on_;
    spool_.truncate(0);
  }

 private:
  virtual void pass_on(std::string_view octets) = 0;
  virtual void end_of_message() {}

  spool_file spool_;
  std::uint64_t before_spool_ = 0;  // octets that have left the spool
  std::uint64_t passed_on_ = 0;
};

class printed_mbox final : public streamed_mbox {
 public:
  void close() override {}

 private:
  void pass_on(std::string_view octets) override { standard_output().write(octets); }
  void end_of_message() override { standard_output().flush(); }
};

/// A FIFO or a device.
class mbox_device final : public streamed_mbox {
 public:
  mbox_device(const std::string& file, std::chrono::nanoseconds patience) : file_(open_output_file(file, patience)) {}
  void close() override { need_file(file_.commit()); }

 private:
  void pass_on(std::string_view octets) override { need_file(file_.write(octets)); }

  file_writer file_;
};

/// Messages wait in a spool, so that the mbox is locked for a short time only, and gets whole messages only.
class appended_mbox final : public mbox_target {
 public:
  appended_mbox(const std::string& file, lock_attempts attempts)
      : file_(file), spool_(folder_of(file_.path())), attempts_(attempts) {}
  void put(std::string_view octets) override { spool_.write(octets); }
  [[nodiscard]] std::uint64_t position() const noexcept override { return spool_.size(); }
  void finish_until(std::uint64_t position) override { finished_ = position; }
  void take_back_from(std::uint64_t position) noexcept override { spool_.truncate(position); }
  void close() override {
    file_.append(spool_, attempts_);
    is_appended_ = true;
  }
  void close_early() override {
    if (is_appended_) return;
    spool_.truncate(finished_);
    if (finished_ > 0) close();
  }
  [[nodiscard]] std::size_t kept(std::size_t finished) const noexcept override { return is_appended_ ? finished : 0; }

 private:
  mbox_file file_;
  spool_file spool_;
  std::uint64_t finished_ = 0;  ///< octets of finished messages
  bool is_appended_ = false;
  lock_attempts attempts_;
};

bool is_stream(const std::string& file) {
  struct stat found{};
  return ::stat(file.c_str(), &found) == 0 && !S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode);
}

std::unique_ptr<mbox_target> make_target(const std::string& file, std::chrono::nanoseconds patience) {
  if (file.empty()) return std::make_unique<printed_mbox>();
  if (is_stream(file)) return std::make_unique<mbox_device>(file, patience);
  return std::make_unique<appended_mbox>(file, attempts_within(patience));
}

class mbox_store;

class mbox_message final : public stored_message {
 public:
  mbox_message(mbox_store& store, mbox_target& target)
      : store_(store), target_(target), begins_at_(target.position()) {}
  ~mbox_message() override;

  void write(std::string_view octets) override {
    if (!in_header_) {
      target_.put(quotes_.convert(ends_.convert(octets)));
      return;
    }
    const std::size_t searched = header_.empty() ? 0 : header_.size() - 1;
    header_ += ends_.convert(octets);
    if (header_.find("\n\n", searched) != std::string::npos || header_.size() > most_header_octets) end_header();
  }

  /// All its octets have come, although it may still be taken back.
  void seal() {
    if (ends_at_) return;
    header_ += in_header_ ? ends_.finish() : "";
    if (in_header_) end_header();
    target_.put(quotes_.convert(ends_.finish()));
    target_.put(quotes_.finish() + "\n");
    ends_at_ = target_.position();
  }

  void finish() override {
    seal();
    target_.finish_until(*ends_at_);
    is_finished_ = true;
  }

 private:
  void end_header() {
    in_header_ = false;
    target_.put(mbox_envelope(header_));
    target_.put(quotes_.convert(header_));
    header_.clear();
  }

  mbox_store& store_;
  mbox_target& target_;
  std::uint64_t begins_at_;
  std::optional<std::uint64_t> ends_at_;
  std::string header_;
  bool in_header_ = true;
  bool is_finished_ = false;
  line_feeds ends_;
  from_quoting quotes_;
};

class mbox_store final : public message_store {
 public:
  mbox_store(const std::string& file, std::chrono::nanoseconds patience) : target_(make_target(file, patience)) {}

  [[nodiscard]] std::unique_ptr<stored_message> begin(const fetch_target&) override {
    if (newest_ != nullptr) newest_->seal();
    auto message = std::make_unique<mbox_message>(*this, *target_);
    newest_ = message.get();
    return message;
  }

  void close(bool any) override {
    if (any) target_->close();
  }
  void close_early() override { target_->close_early(); }
  [[nodiscard]] std::size_t kept(std::size_t finished) const noexcept override { return target_->kept(finished); }

  void forget(const mbox_message& gone) noexcept {
    if (newest_ == &gone) newest_ = nullptr;
  }

 private:
  std::unique_ptr<mbox_target> target_;
  mbox_message* newest_ = nullptr;
};

/// What follows a message that is taken back is taken back as well, so the order of that does not matter.
mbox_message::~mbox_message() {
  store_.forget(*this);
  if (!is_finished_ && begins_at_ < target_.position()) target_.take_back_from(begins_at_);
}

}  // namespace

std::unique_ptr<message_store> make_mbox(const std::string& file, std::chrono::nanoseconds patience) {
  return std::make_unique<mbox_store>(file, patience);
}

}  // namespace pop3kit::command
