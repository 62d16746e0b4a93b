#include "operations/single_reply.hpp"

#include <utility>

#include "wire/command.hpp"

namespace pop3kit::engine {

namespace {

std::string bare(wire::verb verb) {
  return std::string(wire::name(verb)) + "\r\n";
}

std::string numbered(wire::verb verb, std::uint64_t number) {
  std::string line;
  wire::append_numbered(line, verb, number);
  return line;
}

}  // namespace

errc usual_refusal(wire::verb verb) noexcept {
  switch (verb) {
    case wire::verb::list:
    case wire::verb::uidl:
    case wire::verb::retr:
    case wire::verb::dele:
      return errc::no_such_message;
    default:
      return errc::refused;
  }
}

single_reply::single_reply(wire::verb verb, std::string command, errc otherwise)
    : verb_(verb), command_(std::move(command)), otherwise_(otherwise) {}

single_reply::single_reply(wire::verb verb) : single_reply(verb, bare(verb)) {}

single_reply::single_reply(wire::verb verb, std::uint64_t number)
    : single_reply(verb, numbered(verb, number), usual_refusal(verb)) {}

std::optional<request> single_reply::next(std::string& out) {
  if (sent_) return std::nullopt;
  sent_ = true;
  out.append(command_);
  return request{verb_};
}

outcome<> single_reply::on_status(const answer& status) {
  answered_ = true;
  if (status.ok) {
    text_ = status.text;
  } else {
    refused_ = refusal(status, otherwise_);
  }
  return {};
}

}  // namespace pop3kit::engine
