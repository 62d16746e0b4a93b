#include <algorithm>
#include <cstddef>
#include <pop3kit/failure.hpp>
#include <utility>

#include "errors/errc_table.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace pop3kit {
namespace {

constexpr std::size_t shown_reply_octets = 200;
constexpr std::size_t shown_detail_octets = 400;

retry default_advice(const boost::system::error_code& code) noexcept {
  if (const errc_row* const row = find_row(code)) return row->again;
  const system_row* const row = find_system_row(code);
  return row != nullptr ? row->again : retry::never;
}

bool leaves_session(const boost::system::error_code& code) noexcept {
  const errc_row* const row = find_row(code);
  return row != nullptr && row->session == aftermath::as_it_was;
}

/// Returns the octets of the first character if it could control a terminal, and 0 otherwise.
std::size_t unsafe_length(std::string_view text) noexcept {
  const text::utf8_character next = text::first_character(text);
  return next.valid && text::is_unsafe_on_terminal(next.code_point) ? next.octets : 0;
}

/// Masks unsafe characters, but keeps the text whole: findings about a scenario or a client have a line each.
std::string masked_lines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const bool is_layout = text.front() == '\n' || text.front() == '\t';
    const std::size_t unsafe = is_layout ? 0 : unsafe_length(text);
    out.push_back(unsafe > 0 ? '?' : text.front());
    text.remove_prefix(unsafe > 0 ? unsafe : 1);
  }
  return out;
}

/// Masks unsafe characters and shortens the text, so that a server cannot control the terminal that shows it.
std::string masked(std::string_view text, std::size_t octets) {
  const bool too_long = text.size() > octets;
  text = text::utf8_prefix(text, octets);
  std::string out;
  while (!text.empty()) {
    const std::size_t unsafe = unsafe_length(text);
    out.push_back(unsafe > 0 ? '?' : text.front());
    text.remove_prefix(unsafe > 0 ? unsafe : 1);
  }
  if (too_long) out.append("...");
  return out;
}

}  // namespace

failure::failure(boost::system::error_code code)
    : code_(code), retry_(default_advice(code)), session_usable_(leaves_session(code)) {}
failure::failure(errc code) : failure(make_error_code(code)) {}
failure::failure(boost::system::error_code code, std::string detail) : failure(code) {
  detail_ = std::move(detail);
}

std::string failure::message() const {
  std::string text;
  if (!verb_.empty()) text.append(masked(verb_, shown_detail_octets)).append(": ");
  text.append(masked(code_.message(), shown_detail_octets));
  if (kind() == fault::expectation && !detail_.empty()) {
    text.append(detail_.find('\n') == std::string::npos ? ": " : ":\n").append(masked_lines(detail_));
  } else if (!detail_.empty()) {
    text.append(" (").append(masked(detail_, shown_detail_octets)).append(")");
  }
  if (reply_ && !(reply_->text.empty() && reply_->code_words.empty())) {
    std::string said;
    if (!reply_->code_words.empty()) said.append("[").append(reply_->code_words).append("] ");
    said.append(reply_->text);
    text.append("; the server said: ").append(masked(said, shown_reply_octets));
  }
  if (const std::string_view advice = advice_for(code_); !advice.empty()) text.append("; ").append(advice);
  return text;
}

failure& failure::set_reply(server_reply reply) {
  reply_ = std::move(reply);
  return *this;
}

failure& failure::set_verb(std::string_view verb) {
  verb_ = verb.substr(0, verb.find_first_of(" \t\r\n"));
  return *this;
}

failure& failure::set_session_usable(bool usable) noexcept {
  session_usable_ = usable;
  return *this;
}

failure& failure::set_retry(retry advice) noexcept {
  retry_ = advice;
  return *this;
}

failure& failure::set_detail(std::string detail) {
  detail_ = std::move(detail);
  return *this;
}

failure& failure::set_mechanisms_tried(std::vector<std::string> names) {
  mechanisms_tried_ = std::move(names);
  return *this;
}

std::ostream& operator<<(std::ostream& out, const failure& shown) {
  if (!shown.code()) return out << "no failure";
  return out << shown.message();
}

error::error(failure cause)
    : std::system_error(static_cast<std::error_code>(cause.code())),
      cause_(std::move(cause)),
      text_(cause_.message()) {}

void throw_exception_from_error(const failure& cause, const boost::source_location&) {
  throw error{cause};
}

}  // namespace pop3kit
