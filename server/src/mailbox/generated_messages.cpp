#include "mailbox/generated_messages.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>
#include <vector>

#include "mailbox/date_text.hpp"
#include "mailbox/filler_text.hpp"
#include "mailbox/header_field.hpp"
#include "seed.hpp"

namespace pop3kit::serving {
namespace {

constexpr auto authors = std::to_array<std::string_view>(
    {"Ada Lovelace <ada@example.org>", "Charles Babbage <charles@example.net>", "Grace Hopper <grace@example.com>",
     "Alan Turing <alan@example.org>", "Barbara Liskov <barbara@example.edu>", "Edsger Dijkstra <edsger@example.nl>",
     "Jon Postel <jon@example.net>", "Radia Perlman <radia@example.com>", "Donald Knuth <don@example.edu>",
     "Margaret Hamilton <margaret@example.org>"});
constexpr auto subjects = std::to_array<std::string_view>(
    {"Minutes of the meeting", "Re: the budget for next year", "Your invoice", "Train times", "Fwd: photographs",
     "Question about chapter 4", "Re: Re: release candidate", "Garden party on Friday", "Weekly report",
     "Build failed on branch main", "Lunch?", "Please review"});

void append_number(std::string& out, std::uint64_t value) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

void append_hex(std::string& out, std::uint64_t value) {
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
  const auto length = static_cast<std::size_t>(end - digits.data());
  out.append(16 - length, '0').append(digits.data(), length);
}

/// The header fields that are the same in every message, folded and encoded once; those that vary are chosen from lists
/// in which every entry is ready for the wire.
class generator {
 public:
  explicit generator(generator_plan plan) : plan_(std::move(plan)), filler_(filler_text::shared()) {
    for (const auto author : authors) add_author(plan_.from.empty() ? author : std::string_view{plan_.from});
    for (const auto subject : subjects) add_subject(plan_.subject.empty() ? subject : std::string_view{plan_.subject});
    if (!plan_.to.empty()) append_address_field(recipient_, "To", {plan_.to});
    longest_head_ = measure_longest_head();
  }

  [[nodiscard]] const generator_plan& plan() const noexcept { return plan_; }
  [[nodiscard]] const filler_text& filler() const noexcept { return filler_; }
  [[nodiscard]] std::uint64_t hash(std::uint64_t position) const noexcept {
    return derive_seed(plan_.seed, position, 0);
  }

  /// Everything that differs between messages: the header, the empty line and a first line of the body.
  void append_head(std::string& out, std::uint64_t position) const {
    const auto chosen = hash(position);
    out.append("Date: ");
    constexpr std::int64_t seconds_between = 97;
    const auto late = static_cast<std::int64_t>(chosen % seconds_between);
    append_date(out, first_mail_date + static_cast<std::int64_t>(position) * seconds_between + late);
    out.append("\r\n").append(author_of(chosen)).append(recipient_);
    out.append(subject_of(chosen)).append("Message-ID: <");
    append_number(out, position + 1);
    out.push_back('.');
    append_hex(out, chosen);
    out.append(
        "@generated.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nMessage ");
    append_number(out, position + 1);
    out.append(".\r\n");
  }

  /// The most octets that append_head() can append.
  [[nodiscard]] std::size_t longest_head() const noexcept { return longest_head_; }

 private:
  [[nodiscard]] std::size_t measure_longest_head() const {
    const auto last = plan_.count == 0 ? 0 : plan_.count - 1;  // its number has the most digits
    std::string head;
    append_head(head, last);
    const auto longest = [](const std::vector<std::string>& fields) {
      return std::ranges::max(fields, {}, &std::string::size).size();
    };
    const auto chosen = hash(last);
    return head.size() - author_of(chosen).size() - subject_of(chosen).size() + longest(authors_) + longest(subjects_);
  }

  [[nodiscard]] const std::string& author_of(std::uint64_t chosen) const {
    return authors_[(chosen >> 8U) % authors_.size()];
  }
  [[nodiscard]] const std::string& subject_of(std::uint64_t chosen) const {
    return subjects_[(chosen >> 24U) % subjects_.size()];
  }
  void add_author(std::string_view author) {
    append_address_field(authors_.emplace_back(), "From", {std::string{author}});
  }
  void add_subject(std::string_view subject) {
    append_unstructured_field(subjects_.emplace_back(), "Subject", subject);
  }

  generator_plan plan_;
  const filler_text& filler_;
  std::vector<std::string> authors_;
  std::vector<std::string> subjects_;
  std::string recipient_;
  std::size_t longest_head_ = 0;
};

constexpr std::string_view line_end = "\r\n";

/// Head, then filler from some line on, then a line end: the size is exact, wherever it cuts the filler.
class generated_message final : public message_content {
 public:
  generated_message(std::shared_ptr<const generator> source, std::size_t position) : source_(std::move(source)) {
    head_.reserve(source_->longest_head());
    source_->append_head(head_, position);
    filler_start_ = source_->filler().line_start(source_->hash(position) >> 40U);
  }

  [[nodiscard]] std::uint64_t octets() const override { return source_->plan().size; }

  [[nodiscard]] std::size_t read(std::uint64_t offset, std::span<char> room) const override {
    const auto size = octets();
    if (offset >= size) return 0;
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(room.size(), size - offset));
    room = room.first(wanted);
    std::size_t done = 0;
    if (offset < head_.size()) done = head_.copy(room.data(), room.size(), static_cast<std::size_t>(offset));
    if (done < wanted) {
      source_->filler().read(filler_start_, offset + done - head_.size(), room.subspan(done));
      mend_end(offset, room);
    }
    return wanted;
  }

 private:
  /// The last two octets are the line end, and no CR of the filler may stand alone before them.
  void mend_end(std::uint64_t offset, std::span<char> room) const {
    const auto end = octets() - line_end.size();
    for (auto at = std::max(offset, end - 1); at < offset + room.size(); ++at) {
      auto& octet = room[static_cast<std::size_t>(at - offset)];
      if (at >= end) {
        octet = line_end[static_cast<std::size_t>(at - end)];
      } else if (at >= head_.size() && octet == '\r') {
        octet = '.';
      }
    }
  }

  std::shared_ptr<const generator> source_;
  std::string head_;
  std::size_t filler_start_ = 0;
};

class generated_messages final : public message_set {
 public:
  explicit generated_messages(generator_plan plan) : source_(std::make_shared<generator>(std::move(plan))) {}

  [[nodiscard]] std::size_t count() const override { return source_->plan().count; }
  [[nodiscard]] std::uint64_t octets(std::size_t /*position*/) const override { return source_->plan().size; }
  [[nodiscard]] std::uint64_t fingerprint(std::size_t position) const override {
    return scramble(source_->hash(position));
  }
  [[nodiscard]] std::shared_ptr<const message_content> open(std::size_t position) const override {
    return std::make_shared<generated_message>(source_, position);
  }

 private:
  std::shared_ptr<const generator> source_;
};

}  // namespace

std::uint64_t smallest_size(const generator_plan& plan) {
  return generator{plan}.longest_head() + line_end.size();
}

message_set_ptr make_generated_messages(generator_plan plan) {
  return std::make_shared<generated_messages>(std::move(plan));
}

}  // namespace pop3kit::serving
