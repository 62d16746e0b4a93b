#include <optional>

#include "console/output.hpp"
#include "fetch/from_quoting.hpp"
#include "fetch/line_feeds.hpp"
#include "fetch/mbox_envelope.hpp"
#include "fetch/message_store.hpp"
#include "fetch/partial_file.hpp"

namespace pop3kit::command {
namespace {

/// What the envelope line is made from: the header, of which no more than this is kept back.
constexpr std::size_t most_header_octets = 1U << 20U;

/// The file or standard output, and what becomes of it when a message is torn.
struct mbox_target {
  explicit mbox_target(const std::string& name) {
    if (!name.empty()) file.emplace(name);
  }

  void put(std::string_view octets) {
    if (file) {
      file->write(octets);
    } else {
      standard_output().write(octets);
    }
  }

  std::optional<partial_file> file;
  bool torn = false;
};

class mbox_message final : public stored_message {
 public:
  explicit mbox_message(mbox_target& target) : target_(target) {}
  /// A message that was torn takes the mbox with it unless nothing of it was written yet.
  ~mbox_message() override { target_.torn = target_.torn || !(finished_ || in_header_); }

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
    if (!target_.file) standard_output().flush();
    finished_ = true;
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
  bool finished_ = false;
  line_feeds ends_;
  from_quoting quotes_;
};

class mbox_store final : public message_store {
 public:
  explicit mbox_store(const std::string& file) : target_(file) {}

  [[nodiscard]] std::unique_ptr<stored_message> begin(const fetch_target&) override {
    return std::make_unique<mbox_message>(target_);
  }

  void close(bool any) override {
    if (target_.file && any && !target_.torn) target_.file->commit();
  }

 private:
  mbox_target target_;
};

}  // namespace

std::unique_ptr<message_store> make_mbox(const std::string& file) {
  return std::make_unique<mbox_store>(file);
}

}  // namespace pop3kit::command
