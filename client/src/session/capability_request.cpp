#include "session/capability_request.hpp"

#include <utility>

#include "wire/capability_line.hpp"

namespace pop3kit::engine {

std::optional<request> capability_request::next(std::string& out) {
  if (sent_) return std::nullopt;
  sent_ = true;
  out.append("CAPA\r\n");
  return request{wire::verb::capa, body_kind::lines};
}

outcome<> capability_request::on_status(const answer& status) {
  known_ = status.ok;
  return {};
}

outcome<> capability_request::on_line(std::string_view line) {
  if (entries_.size() == most_lines_) return errc::too_many_capabilities;
  outcome<wire::capability_line> parsed = wire::parse_capability_line(line);
  if (!parsed) return parsed.error();
  entries_.emplace_back(std::move(parsed->tag), std::move(parsed->parameters));
  return {};
}

std::optional<capabilities> capability_request::answer_given() {
  if (!known_) return std::nullopt;
  return capabilities(std::move(entries_));
}

}  // namespace pop3kit::engine
