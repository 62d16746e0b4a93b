#include "response/reply_writer.hpp"

#include <algorithm>
#include <utility>

#include "wire/status_line.hpp"

namespace pop3kit::serving {

void reply_writer::begin(const response_plan* plan) {
  if (!holding_) out_ = buffers_.borrow();
  holding_ = true;
  begun_at_ = out_.size();
  effects_.begin(plan);
  body_octets_ = 0;
  complete_ = in_body_ = had_body_ = false;
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
  if (effects_.silences_challenge()) return;
  const std::size_t mark = out_.size();
  wire::append_challenge(out_, base64);
  effects_.change_challenge(mark);
  // The journal must not show the salts of passwords, nor the proof that the server knows the password.
  std::string shown = "+ ";
  if (!base64.empty()) shown.append("****");
  journal_.note(peer_, journal_kind::reply, shown);
}

void reply_writer::complete_status(std::size_t mark) {
  if (effects_.change_status(mark)) in_body_ = true;
  if (out_.size() == mark) return;
  note_status(mark);
  effects_.break_status(mark);
  effects_.note_late_terminator();
  effects_.add_late_terminator();
}

void reply_writer::attach(body what) {
  if (effects_.is_suppressed()) return;
  effects_.keep_body(what);
  body_ = std::move(what);
  in_body_ = had_body_ = true;
}

bool reply_writer::pump() {
  for (;;) {
    while (in_body_ && !effects_.pause()) {
      if (full()) return false;
      if (produce_piece()) end_body();
    }
    if (effects_.pause()) return false;
    if (complete_ || !begin_again()) break;
  }
  if (!complete_) finish();
  complete_ = true;
  return !effects_.pause();
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
  last = effects_.change_piece(mark, last, body_, body_octets_, full_at());
  body_octets_ += out_.size() - mark;
  return last;
}

void reply_writer::end_body() {
  journal_.note(peer_, journal_kind::body, {}, body_octets_);
  body_ = std::monostate();
  in_body_ = false;
}

void reply_writer::drop() {
  abandon();
  written();
  effects_.drop();
  complete_ = true;
}

void reply_writer::abandon() {
  if (in_body_) end_body();
}

/// Begins the whole response a second time, if the plan asks for that and it was sent once.
bool reply_writer::begin_again() {
  if (!effects_.repeats_response()) return false;
  note_status(effects_.repeat_status());
  body_ = effects_.take_body();
  in_body_ = !std::holds_alternative<std::monostate>(body_);
  body_octets_ = 0;
  return in_body_;
}

void reply_writer::finish() {
  if (effects_.repeats_status()) note_status(effects_.repeat_status());
  effects_.finish();
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
