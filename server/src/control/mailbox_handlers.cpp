#include <algorithm>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "control/json.hpp"
#include "control/route.hpp"
#include "mailbox/concatenated_mailbox.hpp"
#include "mailbox/stored_messages.hpp"
#include "utf8_text.hpp"

namespace pop3kit::serving::control {

namespace json = boost::json;

namespace {

constexpr std::uint64_t usual_limit = 1000;

std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, code] = std::from_chars(text.data(), end, number);
  if (code != std::errc() || stop != end) return std::nullopt;
  return number;
}

http_response no_account(const call& request) {
  return http_error(404, "there is no account '" + request.names.front() + "'");
}

json::object count_of(const roster& mail) {
  json::object out;
  out["message_count"] = mail.count();
  out["octets"] = mail.total_octets();
  return out;
}

}  // namespace

http_response get_mailbox(call& request) {
  const auto mail = request.server->current().maildrop_of(request.names.front());
  if (!mail) return no_account(request);
  const std::uint64_t from = number_in(request.parameter("from").value_or("1")).value_or(1);
  const std::uint64_t limit = number_in(request.parameter("limit").value_or("")).value_or(usual_limit);
  json::object out = count_of(*mail);
  json::array messages;
  for (std::uint64_t number = std::max<std::uint64_t>(from, 1); number <= mail->count(); ++number) {
    if (messages.size() >= limit) break;
    const auto index = static_cast<std::size_t>(number - 1);
    json::object told;
    told["number"] = number;
    told["unique_id"] = valid_utf8(mail->source()->unique_id(mail->position(index)));
    told["size"] = mail->octets(index);
    messages.push_back(std::move(told));
  }
  out["messages"] = std::move(messages);
  return http_response(200, json::serialize(out));
}

http_response post_message(call& request) {
  if (request.body.empty()) return http_error(400, "a message is expected as the body");
  auto mail = concatenate({make_stored_messages({with_crlf(request.body)})});
  service& now = request.server->current();
  if (!now.deliver(request.names.front(), std::move(mail))) return no_account(request);
  return http_response(201, json::serialize(count_of(*now.maildrop_of(request.names.front()))));
}

http_response delete_message(call& request) {
  service& now = request.server->current();
  if (!now.maildrop_of(request.names.front())) return no_account(request);
  const auto number = number_in(request.names.back());
  if (!number || !now.remove(request.names.front(), *number)) {
    return http_error(404, "there is no message '" + request.names.back() + "'");
  }
  return http_response(200, json::serialize(count_of(*now.maildrop_of(request.names.front()))));
}

http_response get_holds(call& request) {
  json::array out;
  for (const std::string& each : request.server->current().holds()) out.emplace_back(valid_utf8(each));
  return http_response(200, json::serialize(out));
}

http_response post_release(call& request) {
  request.server->current().release(request.names.front());
  json::object out;
  out["released"] = valid_utf8(request.names.front());
  return http_response(200, json::serialize(out));
}

}  // namespace pop3kit::serving::control
