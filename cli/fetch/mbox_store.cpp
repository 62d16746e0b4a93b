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

class mbox_store final : public message_store {
 public:
  explicit mbox_store(const std::string& file) {
    if (!file.empty()) file_.emplace(file);
  }

  void begin(const fetch_target&) override {
    header_.clear();
    in_header_ = true;
    ends_ = line_feeds{};
    quotes_ = from_quoting{};
  }

  void write(std::string_view octets) override {
    if (!in_header_) {
      put(quotes_.convert(ends_.convert(octets)));
      return;
    }
    const std::size_t searched = header_.empty() ? 0 : header_.size() - 1;
    header_ += ends_.convert(octets);
    if (header_.find("\n\n", searched) != std::string::npos || header_.size() > most_header_octets) end_header();
  }

  void finish() override {
    header_ += in_header_ ? ends_.finish() : "";
    if (in_header_) end_header();
    put(quotes_.convert(ends_.finish()));
    put(quotes_.finish() + "\n");
    if (!file_) standard_output().flush();
  }

  /// A message that was torn takes the mbox with it unless nothing of it was written yet.
  void discard() noexcept override { torn_ = torn_ || !in_header_; }

  void close(bool any) override {
    if (file_ && any && !torn_) file_->commit();
  }

 private:
  void end_header() {
    in_header_ = false;
    put(mbox_envelope(header_));
    put(quotes_.convert(header_));
    header_.clear();
  }

  void put(std::string_view octets) {
    if (file_) {
      file_->write(octets);
    } else {
      standard_output().write(octets);
    }
  }

  std::optional<partial_file> file_;
  std::string header_;
  bool in_header_ = false;
  bool torn_ = false;
  line_feeds ends_;
  from_quoting quotes_;
};

}  // namespace

std::unique_ptr<message_store> make_mbox(const std::string& file) {
  return std::make_unique<mbox_store>(file);
}

}  // namespace pop3kit::command
