#include "transfer/marker_replies.hpp"

#include <algorithm>
#include <string>

#include "wire/command.hpp"

namespace pop3kit::engine {

using step = sent_command::step;

sent_command marker_replies::ask(std::string& out, const sent_command& last) const {
  sent_command marker{step::marker, last.item, last.number};
  marker.marked_by_stat = by_stat_ || last.what != step::message;
  if (marker.marked_by_stat) {
    out.append(wire::name(wire::verb::stat)).append("\r\n");
  } else {
    wire::append_numbered(out, wire::verb::uidl, marker.number);
  }
  return marker;
}

/// If the reply has another number than the command, a reply is missing or out of place.
outcome<reply_place> marker_replies::check(const sent_command& due, const wire::status_line& status,
                                           const message_numbers& numbers, bool any_ended) {
  if (due.what == step::listing || !status.ok) {
    if (due.marked_by_stat) return errc::malformed_response;
    // The message may no longer exist. A refusal does not show which command it belongs to, so the next marker is STAT.
    if (due.what == step::marker) doubt(due);
    return reply_place::unknown;
  }
  if (due.marked_by_stat) {
    const outcome<wire::maildrop_size> told = wire::parse_stat(status.text);
    if (!told || answers_doubted(*told, numbers)) return errc::malformed_response;
    return reply_place::right;
  }
  return check_id_reply(due, status, numbers, any_ended);
}

outcome<reply_place> marker_replies::check_id_reply(const sent_command& due, const wire::status_line& status,
                                                    const message_numbers& numbers, bool any_ended) {
  const outcome<wire::unique_id_listing> told = wire::parse_unique_id_listing(status.text);
  if (told && told->sequence_number == due.number) {
    if (told->unique_id == numbers.id_of(due.item)) return reply_place::right;
    // A proof may show that the guessed number is wrong.
    if (due.what == step::proof) return reply_place::unknown;
  }
  if (any_ended) return errc::malformed_response;
  // No message has ended before it, so no reply is out of place. The server answers UIDL n in another form.
  by_stat_ = true;
  return reply_place::unknown;
}

/// Uses STAT for markers from now on.
void marker_replies::doubt(const sent_command& marker) {
  by_stat_ = true;
  doubted_.push_back(marker);
}

/// Returns true if this may be the late reply to a doubted marker. Like the reply to STAT, it may consist of two
/// numbers.
bool marker_replies::answers_doubted(const wire::maildrop_size& told, const message_numbers& numbers) const {
  return std::ranges::any_of(doubted_, [&numbers, &told](const sent_command& marker) {
    return told.messages == marker.number && numbers.id_of(marker.item) == std::to_string(told.octets);
  });
}

}  // namespace pop3kit::engine
