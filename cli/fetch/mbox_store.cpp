#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <pop3kit/file_writer.hpp>
#include <pop3kit/folder.hpp>

#include "console/command_error.hpp"
#include "console/standard_streams.hpp"
#include "fetch/mbox_file.hpp"
#include "fetch/message_conversion.hpp"
#include "fetch/message_spool.hpp"
#include "fetch/message_store.hpp"
#include "fetch/output_file.hpp"

namespace pop3kit::command {
namespace {

/// The From line is made from the header. At most this number of its octets is kept.
constexpr std::size_t most_header_octets = 1U << 20U;

/// Where the messages of an mbox go. They wait in a spool until they are finished or taken back, because later messages
/// may begin before that.
class mbox_target {
 public:
  explicit mbox_target(const std::filesystem::path& spool_folder) : spool_(spool_folder) {}
  mbox_target(const mbox_target&) = delete;
  mbox_target& operator=(const mbox_target&) = delete;
  virtual ~mbox_target() = default;

  [[nodiscard]] message_spool& spool() noexcept { return spool_; }
  /// The message is whole.
  virtual void finish(spool_range message) = 0;
  virtual void close() = 0;
  /// In place of close(): the messages that are not finished will never be.
  virtual void close_early() {}
  /// How many of the finished messages are written and will stay.
  [[nodiscard]] virtual std::size_t kept(std::size_t finished) const noexcept { return finished; }
  [[nodiscard]] virtual bool waits_for_reader() const noexcept { return false; }

 private:
  message_spool spool_;
};

/// A target that takes nothing back, so it gets each message when the message is finished.
class streamed_mbox : public mbox_target {
 public:
  streamed_mbox() : mbox_target(std::filesystem::temp_directory_path()) {}
  void finish(spool_range message) final {
    spool().pass_on(message, [this](std::string_view octets) { write(octets); });
    end_of_message();
  }
  [[nodiscard]] bool waits_for_reader() const noexcept final { return true; }

 private:
  virtual void write(std::string_view octets) = 0;
  virtual void end_of_message() {}
};

class printed_mbox final : public streamed_mbox {
 public:
  void close() override {}

 private:
  void write(std::string_view octets) override { standard_output().write(octets); }
  void end_of_message() override { standard_output().flush(); }
};

/// A FIFO or a device.
class mbox_device final : public streamed_mbox {
 public:
  mbox_device(const std::string& file, std::chrono::nanoseconds patience) : file_(open_output_file(file, patience)) {}
  void close() override { need_file(file_.commit()); }

 private:
  void write(std::string_view octets) override { need_file(file_.write(octets)); }

  file_writer file_;
};

/// An mbox that gets all messages at the end, so that it is locked for a short time and gets whole messages only.
class appended_mbox final : public mbox_target {
 public:
  appended_mbox(const std::string& file, retry_count retries) : appended_mbox(mbox_file(file), retries) {}
  void finish(spool_range message) override { spool().keep(message); }
  void close() override {
    file_.append(spool().file(), spool().kept(), retries_);
    is_appended_ = true;
  }
  void close_early() override {
    if (!is_appended_ && !spool().kept().empty()) close();
  }
  [[nodiscard]] std::size_t kept(std::size_t finished) const noexcept override { return is_appended_ ? finished : 0; }

 private:
  appended_mbox(mbox_file file, retry_count retries)
      : mbox_target(folder_of(file.path())), file_(std::move(file)), retries_(retries) {}

  mbox_file file_;
  bool is_appended_ = false;
  retry_count retries_;
};

bool is_stream(const std::string& file) {
  struct stat found{};
  return ::stat(file.c_str(), &found) == 0 && !S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode);
}

std::unique_ptr<mbox_target> make_target(const std::string& file, std::chrono::nanoseconds patience) {
  if (file.empty()) return std::make_unique<printed_mbox>();
  if (is_stream(file)) return std::make_unique<mbox_device>(file, patience);
  return std::make_unique<appended_mbox>(file, retries_within(patience));
}

class mbox_store;

class mbox_message final : public stored_message {
 public:
  mbox_message(mbox_store& store, mbox_target& target)
      : store_(store), target_(target), begins_at_(target.spool().begin()) {}
  ~mbox_message() override;

  void write(std::string_view octets) override {
    if (!in_header_) {
      target_.spool().write(quotes_.convert(ends_.convert(octets)));
      return;
    }
    const std::size_t searched = header_.empty() ? 0 : header_.size() - 1;
    header_ += ends_.convert(octets);
    if (header_.find("\n\n", searched) != std::string::npos || header_.size() > most_header_octets) end_header();
  }

  /// All its octets have arrived. It may still be taken back.
  void seal() {
    if (ends_at_) return;
    header_ += in_header_ ? ends_.finish() : "";
    if (in_header_) end_header();
    target_.spool().write(quotes_.convert(ends_.finish()));
    target_.spool().write(quotes_.finish() + "\n");
    ends_at_ = target_.spool().position();
  }

  void finish() override {
    seal();
    target_.finish(spool_range(begins_at_, *ends_at_));
    is_finished_ = true;
  }

 private:
  void end_header() {
    in_header_ = false;
    target_.spool().write(mbox_from_line(header_));
    target_.spool().write(quotes_.convert(header_));
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
  [[nodiscard]] bool waits_for_reader() const noexcept override { return target_->waits_for_reader(); }

  void forget(const mbox_message& gone) noexcept {
    if (newest_ == &gone) newest_ = nullptr;
  }

 private:
  std::unique_ptr<mbox_target> target_;
  mbox_message* newest_ = nullptr;
};

mbox_message::~mbox_message() {
  store_.forget(*this);
  if (!is_finished_) target_.spool().take_back();
}

}  // namespace

std::unique_ptr<message_store> make_mbox(const std::string& file, std::chrono::nanoseconds patience) {
  return std::make_unique<mbox_store>(file, patience);
}

}  // namespace pop3kit::command
