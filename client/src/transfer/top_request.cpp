#include "transfer/top_request.hpp"

#include "link/single_reply.hpp"
#include "transfer/body_account.hpp"
#include "wire/command.hpp"

namespace pop3kit::engine {

/// A header cannot begin with a status line, so that would be the reply to another command.
outcome<> top_request::on_end() {
  return begins_with_status_line(octets_) ? outcome<>(errc::unsolicited_data) : outcome<>();
}

std::optional<request> top_request::next(std::string& out) {
  if (sent_) return std::nullopt;
  sent_ = true;
  wire::append_top(out, number_, lines_);
  return request{wire::verb::top, body_kind::octets};
}

outcome<> top_request::on_status(const answer& status) {
  if (!status.ok) refused_ = message_refusal(status);
  return {};
}

outcome<> top_request::on_octets(std::span<const char> octets, body_piece /*which*/) {
  if (octets.size() > most_octets_ - octets_.size()) return errc::header_too_large;
  octets_.append(octets.data(), octets.size());
  return {};
}

}  // namespace pop3kit::engine
