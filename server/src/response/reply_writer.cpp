#include "response/reply_writer.hpp"

#include <algorithm>
#include <utility>

#include "response/plan_effects.hpp"
#include "wire/status_line.hpp"

namespace pop3kit::serving {
namespace {

constexpr std::string_view terminator = ".\r\n";

constexpr std::string_view endless_line = "and so on, without an end\r\n";

constexpr std::size_t scratch_octets = 32 * 1024;
constexpr std::size_t kept_buffers = 16;
constexpr std::size_t kept_buffer_octets = 512 * 1024;

}  // namespace

buffer_pool::buffer_pool() : scratch_(scratch_octets) {}

std::string buffer_pool::borrow() {
  if (buffers_.empty()) return {};
  std::string lent = std::move(buffers_.back());
  buffers_.pop_back();
  return lent;
}

void buffer_pool::give_back(std::string&& buffer) {
  if (buffers_.size() >= kept_buffers || buffer.capacity() > kept_buffer_octets) {
    std::string{}.swap(buffer);
    return;
  }
  buffer.clear();
  buffers_.push_back(std::move(buffer));
}

void reply_writer::begin(const response_plan* plan) {
  if (!holding_) out_ = buffers_.borrow();
  holding_ = true;
  begun_at_ = out_.size();
  plan_ = plan;
  body_octets_ = 0;
  complete_ = in_body_ = had_body_ = suppressed_ = middle_done_ = stalled_ = false;
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
  if (plan_ != nullptr && plan_->silent) return plan_->note(deviation::silence);
  const std::size_t mark = out_.size();
  wire::append_challenge(out_, base64);
  if (plan_ != nullptr) deviate_challenge(mark);
  // What passwords are salted with, and what proves that we know them, is not for the journal.
  std::string shown = "+ ";
  if (!base64.empty()) shown.append("****");
  journal_.note(peer_, journal_kind::reply, shown);
}

void reply_writer::deviate_challenge(std::size_t mark) {
  if (plan_->challenges == challenge_plan::bare) out_.erase(mark + 1, 1);
  if (plan_->challenges == challenge_plan::wrong_sign) out_.replace(mark, 1, "+OK");
  if (plan_->challenges != challenge_plan::own && plan_->challenges != challenge_plan::refused) {
    plan_->note(deviation::challenges);
  }
  deviate_octets(out_, behind_indicator(out_, mark), *plan_);
}

void reply_writer::complete_status(std::size_t mark) {
  if (plan_ != nullptr) deviate_status(mark);
  if (out_.size() == mark) return;
  note_status(mark);
  if (plan_ != nullptr) break_status(mark + plan_->ahead.size());
  belated_terminator_ = belated_terminator_ || owes_terminator_;
  add_late_terminator();
}

void reply_writer::add_late_terminator() {
  if (std::exchange(owes_terminator_, false)) out_.append(terminator);
}

bool reply_writer::take_belated_terminator() noexcept {
  return std::exchange(belated_terminator_, false);
}

void reply_writer::deviate_status(std::size_t mark) {
  if (plan_->silent) {
    out_.resize(mark);
    suppressed_ = true;
    plan_->note(deviation::silence);
    return;
  }
  if (!plan_->in_place.empty()) {
    out_.replace(mark, std::string::npos, plan_->in_place);
    suppressed_ = true;
    plan_->note(deviation::replacement);
  }
  deviate_status_line(out_, mark, *plan_);
  if (plan_->repeat_status || plan_->repeat_response) repeated_.assign(out_, mark);
  out_.insert(mark, plan_->ahead);
  if (!plan_->ahead.empty()) plan_->note(deviation::ahead);
  deviate_octets(out_, behind_indicator(out_, mark + plan_->ahead.size()), *plan_);
  if (plan_->endless == endless_plan::line) {
    out_.resize(out_.size() - 2);
    in_body_ = suppressed_ = true;
    plan_->note(deviation::endless);
  }
}

void reply_writer::break_status(std::size_t mark) {
  if (plan_->cut) {
    const auto at = find_place(plan_->cut->at, std::string_view(out_).substr(mark));
    if (at) {
      out_.resize(mark + *at);
      ending_ = plan_->cut->close;
      suppressed_ = true;
      plan_->note(deviation::cut);
    }
  }
  if (!plan_->stall) return;
  const auto at = find_place(plan_->stall->at, std::string_view(out_).substr(mark));
  if (at) hold_back(mark + *at);
}

void reply_writer::hold_back(std::size_t from) {
  held_back_.assign(out_, from);
  out_.resize(from);
  stalled_ = true;
  plan_->note(deviation::stall);
  pause_ = plan_->stall->lasting;
}

void reply_writer::resume() {
  out_.append(held_back_);
  held_back_ = std::string();
  pause_.reset();
}

void reply_writer::attach(body what) {
  if (suppressed_) return;
  if (plan_ != nullptr && plan_->repeat_response) repeated_body_ = what;
  body_ = std::move(what);
  in_body_ = had_body_ = true;
}

bool reply_writer::pump() {
  for (;;) {
    while (in_body_ && !pause_) {
      if (full()) return false;
      if (produce_piece()) end_body();
    }
    if (pause_) return false;
    if (complete_ || !begin_again()) break;
  }
  if (!complete_) finish();
  complete_ = true;
  return !pause_;
}

bool reply_writer::produce_piece() {
  const std::size_t mark = out_.size();
  bool last = false;
  if (auto* const message = std::get_if<message_body>(&body_)) {
    last = message->produce(out_, buffers_.scratch());
  } else if (auto* const listing = std::get_if<listing_body>(&body_)) {
    last = listing->produce(out_, buffers_.scratch());
  } else if (auto* const text = std::get_if<text_body>(&body_)) {
    last = text->produce(out_, buffers_.scratch());
  }
  if (plan_ != nullptr) last = deviate_piece(mark, last);
  body_octets_ += out_.size() - mark;
  return last;
}

bool reply_writer::deviate_piece(std::size_t mark, bool last) {
  if (plan_->endless == endless_plan::line) {
    out_.append(most_of_one, 'x');
    return false;
  }
  const bool late = plan_->terminator == terminator_plan::late;
  const bool without = late || plan_->terminator == terminator_plan::missing || plan_->endless == endless_plan::body;
  if (!middle_done_) {
    const bool early = plan_->terminator == terminator_plan::early;
    if (early && insert_in_middle(out_, mark, terminator)) plan_->note(deviation::terminator);
    const bool more = !plan_->in_middle.empty();
    if (more && insert_in_middle(out_, mark, plan_->in_middle)) plan_->note(deviation::middle);
    middle_done_ = true;
  }
  if (last && without) out_.resize(out_.size() - terminator.size());
  if (last && plan_->terminator == terminator_plan::missing) plan_->note(deviation::terminator);
  owes_terminator_ = last && late;
  if (plan_->endless == endless_plan::body && (last || std::holds_alternative<std::monostate>(body_))) {
    body_ = std::monostate();
    plan_->note(deviation::endless);
    while (!full()) out_.append(endless_line);
    last = false;
  }
  deviate_octets(out_, mark, *plan_);
  std::size_t ending = 0;
  if (last && !without) ending = terminator.size() - (plan_->line_ends == line_end_plan::proper ? 0 : 1);
  return break_piece(mark, ending) || last;
}

/// The octets held back count for the body as if they had gone out: nothing follows them before they have.
bool reply_writer::break_piece(std::size_t mark, std::size_t ending) {
  body_piece piece;
  piece.octets = std::string_view(out_).substr(mark);
  piece.before = body_octets_;
  piece.terminator = ending;
  const auto place_of = [&](const auto& plan) {
    return mark + find_place(plan->at, plan->after, piece).value_or(std::string::npos - mark);
  };
  const std::size_t stall = plan_->stall && !stalled_ ? place_of(plan_->stall) : std::string::npos;
  const std::size_t cut = plan_->cut ? place_of(plan_->cut) : std::string::npos;
  if (cut != std::string::npos) {
    out_.resize(cut);
    ending_ = plan_->cut->close;
    plan_->note(deviation::cut);
  }
  if (stall <= out_.size()) {
    body_octets_ += out_.size() - stall;
    hold_back(stall);
  }
  return cut != std::string::npos;
}

void reply_writer::end_body() {
  journal_.note(peer_, journal_kind::body, {}, body_octets_);
  body_ = std::monostate();
  in_body_ = false;
}

void reply_writer::drop() {
  abandon();
  written();
  held_back_.clear();
  pause_.reset();
  complete_ = true;
}

void reply_writer::abandon() {
  if (in_body_) end_body();
}

void reply_writer::repeat_status() {
  const std::size_t mark = out_.size();
  out_.append(std::exchange(repeated_, {}));
  deviate_octets(out_, mark, *plan_);
  note_status(mark);
}

/// Where the plan wants the whole response twice, and it has gone out once.
bool reply_writer::begin_again() {
  if (plan_ == nullptr || ending_ || !plan_->repeat_response || repeated_.empty()) return false;
  repeat_status();
  plan_->note(deviation::repeated_response);
  body_ = std::exchange(repeated_body_, std::monostate());
  in_body_ = !std::holds_alternative<std::monostate>(body_);
  body_octets_ = 0;
  return in_body_;
}

void reply_writer::finish() {
  if (plan_ == nullptr || ending_) return;
  if (plan_->repeat_status && !repeated_.empty()) {
    repeat_status();
    plan_->note(deviation::repeated_status);
  }
  out_.append(plan_->behind);
  if (!plan_->behind.empty()) plan_->note(deviation::behind);
  ending_ = plan_->close;
  // A cut counts octets of a body; where there is none, only a cut after 0 of them happens.
  if (plan_->cut && plan_->cut->at == response_place::octet && plan_->cut->after == 0) {
    ending_ = plan_->cut->close;
    plan_->note(deviation::cut);
  }
  if (plan_->stall && plan_->stall->at == response_place::end) hold_back(out_.size());
}

void reply_writer::note_status(std::size_t mark) {
  std::string_view rest = std::string_view(out_).substr(mark);
  while (!rest.empty()) {
    const std::size_t line_feed = std::min(rest.find('\n'), rest.size() - 1);
    std::string_view line = rest.substr(0, line_feed);
    if (line.ends_with('\r')) line.remove_suffix(1);
    journal_.note(peer_, journal_kind::reply, line);
    rest.remove_prefix(line_feed + 1);
  }
}

void reply_writer::rest() {
  if (!holding_) return;
  holding_ = false;
  buffers_.give_back(std::move(out_));
  out_ = std::string();
}

}  // namespace pop3kit::serving
