#include "mailbox/generated_messages.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "mailbox/filler_text.hpp"
#include "mailbox/header_field.hpp"
#include "scenario/derive_seed.hpp"
#include "scenario/stable_hash.hpp"

namespace pop3kit::serving {
namespace {

constexpr std::uint64_t usual_stream = 1;
constexpr std::uint64_t normal_stream = 100;

/// Returns a number from 0, included, to 1, excluded.
double share(std::uint64_t seed, std::uint64_t position, std::uint64_t stream) {
  return static_cast<double>(derive_seed(seed, position, stream)) * 0x1p-64;
}

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

/// Writes headers. Fields that are the same in every message are folded and encoded once. Fields that vary are selected
/// from lists whose entries are ready for the wire.
class generator {
 public:
  explicit generator(generator_plan plan) : plan_(std::move(plan)) {
    if (plan_.shapes.empty()) plan_.shapes.push_back({&shape_table().front(), 1});
    for (const auto& [shape, weight] : plan_.shapes) {
      fillers_.push_back(&filler_text::shared(shape->filler));
      all_weights_ += weight;
    }
    for (const auto author : authors) add_author(plan_.from.empty() ? author : std::string_view{plan_.from});
    for (const auto subject : subjects) add_subject(plan_.subject.empty() ? subject : std::string_view{plan_.subject});
    if (!plan_.to.empty()) append_address_field(recipient_, "To", {plan_.to});
    for (const auto& [shape, weight] : plan_.shapes) {
      longest_head_ = std::max(longest_head_, measure_longest_head(*shape));
      smallest_ = std::max<std::uint64_t>(smallest_, measure_longest_head(*shape) + shape->ending.size());
    }
  }

  [[nodiscard]] const generator_plan& plan() const noexcept { return plan_; }
  [[nodiscard]] const message_shape& shape(std::uint64_t position) const noexcept {
    return *plan_.shapes[chosen_shape(position)].shape;
  }
  [[nodiscard]] const filler_text& filler(std::uint64_t position) const noexcept {
    return *fillers_[chosen_shape(position)];
  }
  [[nodiscard]] std::uint64_t octets(std::uint64_t position) const {
    return draw({plan_.size, plan_.largest, plan_.law}, plan_.seed, position);
  }
  [[nodiscard]] std::uint64_t hash(std::uint64_t position) const noexcept {
    return derive_seed(plan_.seed, position, 0);
  }

  /// Appends all that differs between messages: the header, the empty line and the first line of the body.
  void append_head(std::string& out, std::uint64_t position) const { append_head(out, position, shape(position)); }

  /// Returns the most octets that append_head() can append.
  [[nodiscard]] std::size_t longest_head() const noexcept { return longest_head_; }
  /// Returns the smallest size that every message can have.
  [[nodiscard]] std::uint64_t smallest() const noexcept { return smallest_; }

 private:
  static constexpr std::uint64_t shape_stream = 2;

  [[nodiscard]] std::size_t chosen_shape(std::uint64_t position) const noexcept {
    if (plan_.shapes.size() == 1) return 0;
    std::uint64_t lot = derive_seed(plan_.seed, position, shape_stream) % all_weights_;
    std::size_t chosen = 0;
    while (lot >= plan_.shapes[chosen].weight) lot -= plan_.shapes[chosen++].weight;
    return chosen;
  }

  void append_head(std::string& out, std::uint64_t position, const message_shape& shape) const {
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
    out.append("@generated.example>\r\nMIME-Version: 1.0\r\n").append(shape.fields).append("\r\n");
    if (shape.tells_number) {
      out.append("Message ");
      append_number(out, position + 1);
      out.append(".\r\n");
    }
    out.append(shape.opening);
  }

  [[nodiscard]] std::size_t measure_longest_head(const message_shape& shape) const {
    const auto last = plan_.count == 0 ? 0 : plan_.count - 1;  // the number of this message has the most digits
    std::string head;
    append_head(head, last, shape);
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
  std::vector<const filler_text*> fillers_;  ///< one for each shape of the plan
  std::uint64_t all_weights_ = 0;
  std::vector<std::string> authors_;
  std::vector<std::string> subjects_;
  std::string recipient_;
  std::size_t longest_head_ = 0;
  std::uint64_t smallest_ = 0;
};

/// The head, then filler from some line on, then the ending of the shape. The size is exact, wherever it cuts the
/// filler.
class generated_message final : public message_content {
 public:
  generated_message(std::shared_ptr<const generator> source, std::size_t position) : source_(std::move(source)) {
    head_.reserve(source_->longest_head());
    source_->append_head(head_, position);
    filler_ = &source_->filler(position);
    filler_start_ = filler_->line_start(source_->hash(position) >> 40U);
    octets_ = source_->octets(position);
    ending_ = source_->shape(position).ending;
    kind_ = source_->shape(position).filler;
  }

  [[nodiscard]] std::uint64_t octets() const override { return octets_; }

  [[nodiscard]] std::size_t read(std::uint64_t offset, std::span<char> room) const override {
    const auto size = octets();
    if (offset >= size) return 0;
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(room.size(), size - offset));
    room = room.first(wanted);
    std::size_t done = 0;
    if (offset < head_.size()) done = head_.copy(room.data(), room.size(), static_cast<std::size_t>(offset));
    if (done < wanted) {
      filler_->read(filler_start_, offset + done - head_.size(), room.subspan(done));
      mend_end(offset, room);
    }
    return wanted;
  }

 private:
  /// Writes the ending of the shape, and replaces filler octets before it that would be incomplete, such as a CR
  /// without LF.
  void mend_end(std::uint64_t offset, std::span<char> room) const {
    const auto end = octets_ - ending_.size();
    const auto torn = torn_octets(end - head_.size());
    const auto first = std::max<std::uint64_t>({offset, head_.size(), end - std::min<std::uint64_t>(end, torn)});
    for (auto at = first; at < offset + room.size(); ++at) {
      auto& octet = room[static_cast<std::size_t>(at - offset)];
      if (at >= end) {
        octet = ending_[static_cast<std::size_t>(at - end)];
      } else if (kind_ == filler_kind::base64) {
        octet = ' ';
      } else if ((octet == '\r' && at + 1 == end) || (octet == '=' && kind_ == filler_kind::quoted_printable)) {
        octet = '.';
      }
    }
  }

  /// Returns how many octets at the end of the filler may have to be replaced: one, if it may be a CR; for
  /// quoted-printable, those that may be an incomplete escape; for base64, those that do not fill a group of four.
  /// Base64 ignores blanks, so they replace the octets there.
  [[nodiscard]] std::uint64_t torn_octets(std::uint64_t filled) const noexcept {
    constexpr std::uint64_t line = 78;
    if (kind_ == filler_kind::quoted_printable) return 3;
    if (kind_ != filler_kind::base64) return 1;
    const auto column = filled % line;
    return column == line - 1 ? 1 : column % 4;
  }

  std::shared_ptr<const generator> source_;
  std::string head_;
  const filler_text* filler_ = nullptr;
  std::size_t filler_start_ = 0;
  std::uint64_t octets_ = 0;
  std::string_view ending_;
  filler_kind kind_ = filler_kind::prose;
};

class generated_messages final : public message_set {
 public:
  explicit generated_messages(generator_plan plan) : source_(std::make_shared<generator>(std::move(plan))) {}

  [[nodiscard]] std::size_t count() const override { return source_->plan().count; }
  [[nodiscard]] std::uint64_t octets(std::size_t position) const override { return source_->octets(position); }
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

std::uint64_t draw(const spread& from, std::uint64_t seed, std::uint64_t position) {
  if (from.most <= from.least) return from.least;
  const auto least = static_cast<double>(from.least);
  const auto most = static_cast<double>(from.most);
  double drawn = least;
  switch (from.law) {
    case spread_law::uniform:
      drawn = least + share(seed, position, usual_stream) * (most - least);
      break;
    case spread_law::lognormal: {
      // The sum of twelve uniform draws is nearly normal, and the same on every machine. The bounds lie at 3 sigma.
      double sum = -6;
      for (std::uint64_t number = 0; number < 12; ++number) sum += share(seed, position, normal_stream + number);
      const double low = std::log(std::max(least, 1.0));
      drawn = std::exp((low + std::log(most)) / 2 + sum * (std::log(most) - low) / 6);
      break;
    }
    case spread_law::pareto: {
      const double low = std::max(least, 1.0);
      drawn = low / (1 - share(seed, position, usual_stream) * (1 - low / most));
      break;
    }
  }
  return std::clamp(static_cast<std::uint64_t>(drawn), from.least, from.most);
}

std::uint64_t smallest_size(const generator_plan& plan) {
  return generator{plan}.smallest();
}

message_set_ptr make_generated_messages(generator_plan plan) {
  return std::make_shared<generated_messages>(std::move(plan));
}

}  // namespace pop3kit::serving
