#include "response/planned_response.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>

#include "response/plan_effects.hpp"

namespace pop3kit::serving {
namespace {

constexpr std::string_view body_terminator = ".\r\n";
constexpr std::string_view endless_line = "and so on, without an end\r\n";
constexpr std::size_t endless_octets = 64 * 1024;

}  // namespace

void planned_response::begin(const response_plan* plan) noexcept {
  plan_ = plan;
  suppressed_ = middle_done_ = stalled_ = false;
}

void planned_response::resume() {
  out_.append(held_back_);
  held_back_ = std::string();
  pause_.reset();
}

void planned_response::drop() noexcept {
  held_back_.clear();
  pause_.reset();
}

bool planned_response::silences_challenge() const noexcept {
  if (plan_ == nullptr || !plan_->silent) return false;
  plan_->note(deviation::silence);
  return true;
}

void planned_response::change_challenge(std::size_t mark) {
  if (plan_ == nullptr) return;
  if (plan_->challenges == challenge_plan::bare) out_.erase(mark + 1, 1);
  if (plan_->challenges == challenge_plan::wrong_sign) out_.replace(mark, 1, "+OK");
  if (plan_->challenges != challenge_plan::own && plan_->challenges != challenge_plan::refused) {
    plan_->note(deviation::challenges);
  }
  deviate_octets(out_, behind_indicator(out_, mark), *plan_);
}

bool planned_response::change_status(std::size_t mark) {
  if (plan_ == nullptr) return false;
  if (plan_->silent) {
    out_.resize(mark);
    suppressed_ = true;
    plan_->note(deviation::silence);
    return false;
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
  if (plan_->endless != endless_plan::line) return false;
  out_.resize(out_.size() - 2);
  suppressed_ = true;
  plan_->note(deviation::endless);
  return true;
}

void planned_response::break_status(std::size_t mark) {
  if (plan_ == nullptr) return;
  const std::size_t begin = mark + plan_->ahead.size();
  if (plan_->cut) {
    const auto at = find_place(plan_->cut->at, std::string_view(out_).substr(begin));
    if (at) {
      out_.resize(begin + *at);
      ending_ = plan_->cut->close;
      suppressed_ = true;
      plan_->note(deviation::cut);
    }
  }
  if (!plan_->stall) return;
  const auto at = find_place(plan_->stall->at, std::string_view(out_).substr(begin));
  if (at) hold_back(begin + *at);
}

void planned_response::hold_back(std::size_t from) {
  held_back_.assign(out_, from);
  out_.resize(from);
  stalled_ = true;
  plan_->note(deviation::stall);
  pause_ = plan_->stall->lasting;
}

void planned_response::add_late_terminator() {
  if (std::exchange(owes_terminator_, false)) out_.append(body_terminator);
}

bool planned_response::take_belated_terminator() noexcept {
  return std::exchange(belated_terminator_, false);
}

void planned_response::keep_body(const body& content) {
  if (plan_ != nullptr && plan_->repeat_response) repeated_body_ = content;
}

void planned_response::change_middle(std::size_t mark) {
  if (std::exchange(middle_done_, true)) return;
  const bool early = plan_->terminator == terminator_plan::early;
  if (early && insert_in_middle(out_, mark, body_terminator)) plan_->note(deviation::terminator);
  const bool more = !plan_->in_middle.empty();
  if (more && insert_in_middle(out_, mark, plan_->in_middle)) plan_->note(deviation::middle);
}

bool planned_response::change_piece(std::size_t mark, bool last, body& content, std::uint64_t& octets,
                                    std::size_t full_at) {
  if (plan_ == nullptr) return last;
  if (plan_->endless == endless_plan::line) {
    out_.append(endless_octets, 'x');
    return false;
  }
  const bool late = plan_->terminator == terminator_plan::late;
  const bool without = late || plan_->terminator == terminator_plan::missing || plan_->endless == endless_plan::body;
  change_middle(mark);
  if (last && without) out_.resize(out_.size() - body_terminator.size());
  if (last && plan_->terminator == terminator_plan::missing) plan_->note(deviation::terminator);
  owes_terminator_ = last && late;
  if (plan_->endless == endless_plan::body && (last || std::holds_alternative<std::monostate>(content))) {
    content = std::monostate();
    plan_->note(deviation::endless);
    while (out_.size() < full_at) out_.append(endless_line);
    last = false;
  }
  deviate_octets(out_, mark, *plan_);
  std::size_t terminator = 0;
  if (last && !without) terminator = body_terminator.size() - (plan_->line_ends == line_end_plan::proper ? 0 : 1);
  return break_piece(mark, terminator, octets) || last;
}

/// Octets that are held back count as sent, because nothing is sent before them.
bool planned_response::break_piece(std::size_t mark, std::size_t terminator, std::uint64_t& octets) {
  body_piece piece;
  piece.octets = std::string_view(out_).substr(mark);
  piece.before = octets;
  piece.terminator = terminator;
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
    octets += out_.size() - stall;
    hold_back(stall);
  }
  return cut != std::string::npos;
}

bool planned_response::repeats_response() const noexcept {
  return plan_ != nullptr && !ending_ && plan_->repeat_response && !repeated_.empty();
}

bool planned_response::repeats_status() const noexcept {
  return plan_ != nullptr && !ending_ && plan_->repeat_status && !repeated_.empty();
}

std::size_t planned_response::repeat_status() {
  plan_->note(plan_->repeat_response ? deviation::repeated_response : deviation::repeated_status);
  const std::size_t mark = out_.size();
  out_.append(std::exchange(repeated_, {}));
  deviate_octets(out_, mark, *plan_);
  return mark;
}

body planned_response::take_body() noexcept {
  return std::exchange(repeated_body_, std::monostate());
}

void planned_response::finish() {
  if (plan_ == nullptr || ending_) return;
  out_.append(plan_->behind);
  if (!plan_->behind.empty()) plan_->note(deviation::behind);
  ending_ = plan_->close;
  // The place of a cut is counted in octets of the body. Without a body, only a cut after 0 octets happens.
  if (plan_->cut && plan_->cut->at == response_place::octet && plan_->cut->after == 0) {
    ending_ = plan_->cut->close;
    plan_->note(deviation::cut);
  }
  if (plan_->stall && plan_->stall->at == response_place::end) hold_back(out_.size());
}

}  // namespace pop3kit::serving
