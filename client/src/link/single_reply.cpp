#include "link/single_reply.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "text/ascii.hpp"
#include "wire/command.hpp"

namespace pop3kit::engine {

namespace {

/// What servers say if there is no message with a number, or if it is marked as deleted.
constexpr std::array<std::string_view, 14> words_for_missing{
    "NO SUCH MESSAGE",   "NO SUCH MAIL",    "NO MESSAGE",  "NOT EXIST",       "N'T EXIST",
    "MESSAGE NOT FOUND", "UNKNOWN MESSAGE", "BAD MESSAGE", "INVALID MESSAGE", "INVALID NUMBER",
    "INVALID MSG",       "OUT OF RANGE",    "DELETED",     "DELETION"};

std::string bare(wire::verb verb) {
  return std::string(wire::name(verb)) + "\r\n";
}

std::string numbered(wire::verb verb, std::uint64_t number) {
  std::string line;
  wire::append_numbered(line, verb, number);
  return line;
}

}  // namespace

failure message_refusal(const answer& status) {
  std::string text(status.text);
  std::ranges::transform(text, text.begin(), text::to_upper);
  const bool missing = std::ranges::any_of(
      words_for_missing, [&text](std::string_view words) { return text.find(words) != std::string::npos; });
  return refusal(status, missing ? errc::no_such_message : errc::refused);
}

single_reply::single_reply(wire::verb verb, std::string command, errc otherwise)
    : verb_(verb), command_(std::move(command)), otherwise_(otherwise) {}

single_reply::single_reply(wire::verb verb) : single_reply(verb, bare(verb)) {}

single_reply::single_reply(wire::verb verb, std::uint64_t number) : single_reply(verb, numbered(verb, number)) {
  names_message_ = true;
}

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
    refused_ = names_message_ ? message_refusal(status) : refusal(status, otherwise_);
  }
  return {};
}

}  // namespace pop3kit::engine
