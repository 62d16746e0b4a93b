#include "transfer/retrieval.hpp"

#include "link/refusal.hpp"
#include "link/single_reply.hpp"
#include "wire/command.hpp"
#include "wire/listing.hpp"

namespace pop3kit::engine {

std::optional<request> retrieval::next(std::string& out) {
  if (sent_) return std::nullopt;
  sent_ = true;
  wire::append_numbered(out, wire::verb::retr, plan_.number);
  return request{wire::verb::retr, body_kind::octets};
}

outcome<> retrieval::on_status(const answer& status) {
  if (!status.ok) {
    refused_ = message_refusal(status);
    return {};
  }
  expected_size said;
  const outcome<std::uint64_t> hint = wire::parse_octets_hint(status.text);
  if (hint) said.announced = *hint;
  said.listed = plan_.listed_octets;
  account_.begin(said);
  return {};
}

outcome<> retrieval::on_octets(std::span<const char> octets, body_piece which) {
  if (octets.size() > plan_.most_octets - account_.octets()) return errc::message_too_large;
  account_.add(octets, which);
  result<> taken = sink_(octets);
  if (taken) return {};
  cause_ = std::move(taken).error();
  return cause_->code();
}

outcome<> retrieval::on_end() {
  return account_.begins_with_status_line() ? outcome<>(errc::unsolicited_data) : outcome<>();
}

}  // namespace pop3kit::engine
