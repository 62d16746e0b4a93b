#include "reply_writer.hpp"

#include <algorithm>

#include "wire/status_line.hpp"

namespace pop3kit::serving {
namespace {

constexpr std::string_view terminator = ".\r\n";
constexpr std::string_view ok_word = "+OK";
constexpr std::string_view err_word = "-ERR";
constexpr std::size_t journalled_status_octets = 512;

void drop_carriage_returns(std::string& out, std::size_t mark) {
  const auto begin = out.begin() + static_cast<std::ptrdiff_t>(mark);
  out.erase(std::remove(begin, out.end(), '\r'), out.end());
}

void flip_status(std::string& out, std::size_t mark) {
  const std::string_view line = std::string_view(out).substr(mark);
  if (line.starts_with(ok_word)) {
    out.replace(mark, ok_word.size(), err_word);
  } else if (line.starts_with(err_word)) {
    out.replace(mark, err_word.size(), ok_word);
  }
}

/// Behind the first line that ends in the second half of what follows `mark`.
void insert_early_terminator(std::string& out, std::size_t mark) {
  std::size_t line_end = out.find("\r\n", mark + (out.size() - mark) / 2);
  if (line_end == std::string::npos || line_end + 2 + terminator.size() >= out.size())
    line_end = out.find("\r\n", mark);
  if (line_end != std::string::npos) out.insert(line_end + 2, terminator);
}

}  // namespace

void reply_writer::begin(const response_plan* plan) {
  if (!holding_) out_ = host_.borrow_buffer();
  holding_ = true;
  plan_ = plan;
  body_octets_ = 0;
  complete_ = in_body_ = suppressed_ = ended_early_ = false;
}

void reply_writer::ok(std::string_view text) {
  const std::size_t mark = out_.size();
  wire::append_ok(out_, text);
  complete_status(mark);
}

void reply_writer::refuse(std::string_view code, std::string_view text) {
  const std::size_t mark = out_.size();
  wire::append_err(out_, code, text);
  complete_status(mark);
}

void reply_writer::literal(std::string_view line) {
  const std::size_t mark = out_.size();
  out_.append(line).append("\r\n");
  complete_status(mark);
}

void reply_writer::more(std::string_view octets) {
  const std::size_t mark = out_.size();
  out_.append(octets);
  if (out_.size() > mark) note_status(mark);
}

void reply_writer::challenge(std::string_view base64) {
  wire::append_challenge(out_, base64);
  // What passwords are salted with, and what proves that we know them, is not for the journal.
  std::string shown = "+ ";
  if (!base64.empty()) shown.append("****");
  host_.note(peer_, journal_kind::reply, shown);
}

void reply_writer::complete_status(std::size_t mark) {
  if (plan_ != nullptr) deviate_status(mark);
  if (out_.size() > mark) note_status(mark);
}

void reply_writer::deviate_status(std::size_t mark) {
  if (plan_->silent) {
    out_.resize(mark);
    suppressed_ = true;
    return;
  }
  if (!plan_->in_place.empty()) {
    out_.replace(mark, std::string::npos, plan_->in_place);
    suppressed_ = true;
  }
  if (plan_->flip_status) flip_status(out_, mark);
  if (plan_->status_padding > 0) out_.insert(out_.size() - 2, plan_->status_padding, 'x');
  if (plan_->repeat_status) repeated_.assign(out_, mark);
  out_.insert(mark, plan_->ahead);
  if (plan_->bare_lf) drop_carriage_returns(out_, mark);
}

void reply_writer::attach(body what) {
  if (suppressed_) return;
  body_ = std::move(what);
  in_body_ = true;
}

bool reply_writer::pump() {
  while (in_body_) {
    if (full()) return false;
    if (produce_piece()) end_body();
  }
  if (!complete_) finish();
  complete_ = true;
  return true;
}

bool reply_writer::produce_piece() {
  const std::size_t mark = out_.size();
  bool last = false;
  if (auto* const message = std::get_if<message_body>(&body_)) {
    last = message->produce(out_, host_.scratch());
  } else if (auto* const listing = std::get_if<listing_body>(&body_)) {
    last = listing->produce(out_, host_.scratch());
  } else if (auto* const text = std::get_if<text_body>(&body_)) {
    last = text->produce(out_, host_.scratch());
  }
  if (plan_ != nullptr) {
    deviate_piece(mark, last);
    last = cut_piece(mark) || last;
  }
  body_octets_ += out_.size() - mark;
  return last;
}

void reply_writer::deviate_piece(std::size_t mark, bool last) {
  if (plan_->terminator == terminator_plan::early && !ended_early_) {
    insert_early_terminator(out_, mark);
    ended_early_ = true;
  }
  if (plan_->terminator == terminator_plan::missing && last) out_.resize(out_.size() - terminator.size());
  if (plan_->bare_lf) drop_carriage_returns(out_, mark);
}

bool reply_writer::cut_piece(std::size_t mark) {
  if (!plan_->cut || body_octets_ + (out_.size() - mark) < plan_->cut->after) return false;
  out_.resize(mark + static_cast<std::size_t>(plan_->cut->after - body_octets_));
  ending_ = plan_->cut->close;
  return true;
}

void reply_writer::end_body() {
  host_.note(peer_, journal_kind::body, {}, body_octets_);
  body_ = std::monostate();
  in_body_ = false;
}

void reply_writer::abandon() {
  if (in_body_) end_body();
}

void reply_writer::finish() {
  if (plan_ == nullptr || ending_) return;
  if (plan_->repeat_status && !repeated_.empty()) {
    const std::size_t mark = out_.size();
    out_.append(repeated_);
    if (plan_->bare_lf) drop_carriage_returns(out_, mark);
    note_status(mark);
    repeated_.clear();
  }
  out_.append(plan_->behind);
  ending_ = plan_->close;
  // A cut counts octets of a body; where there is none, only a cut after 0 of them happens.
  if (plan_->cut && plan_->cut->after == 0) ending_ = plan_->cut->close;
}

void reply_writer::note_status(std::size_t mark) {
  std::string_view rest = std::string_view(out_).substr(mark);
  while (!rest.empty()) {
    const std::size_t line_feed = std::min(rest.find('\n'), rest.size() - 1);
    std::string_view line = rest.substr(0, line_feed);
    if (line.ends_with('\r')) line.remove_suffix(1);
    host_.note(peer_, journal_kind::reply, line.substr(0, journalled_status_octets));
    rest.remove_prefix(line_feed + 1);
  }
}

void reply_writer::rest() {
  if (!holding_) return;
  holding_ = false;
  host_.give_back(std::move(out_));
  out_ = std::string();
}

}  // namespace pop3kit::serving
