#include <algorithm>
#include <boost/json/serialize.hpp>

#include "control/json.hpp"
#include "control/route.hpp"
#include "mailbox/message_set.hpp"
#include "mailbox/stored_messages.hpp"
#include "text/utf8.hpp"
#include "wire/listing.hpp"

namespace pop3kit::serving::control {

namespace json = boost::json;

namespace {

constexpr std::uint64_t usual_messages = 1000;

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
  const auto mail = request.server->current().run().maildrops.contents(request.names.front());
  if (!mail) return no_account(request);
  const std::uint64_t from = request.number("from").value_or(1);
  const std::uint64_t limit = request.number("limit").value_or(usual_messages);
  json::object out = count_of(*mail);
  json::array messages;
  for (std::uint64_t number = from; number <= mail->count() && messages.size() < limit; ++number) {
    const auto index = static_cast<std::size_t>(number - 1);
    json::object entry;
    entry["number"] = number;
    entry["unique_id"] = text::repaired(mail->source()->unique_id(mail->position(index)));
    entry["size"] = mail->octets(index);
    messages.push_back(std::move(entry));
  }
  out["messages"] = std::move(messages);
  return http_response(200, json::serialize(out));
}

http_response post_message(call& request) {
  if (request.body.empty()) return http_error(400, "a message is expected as the body");
  const auto mail = concatenate({make_stored_messages({with_crlf(request.body)})});
  scenario_run& now = request.server->current().run();
  switch (now.deliver(request.names.front(), mail)) {
    case delivery::done:
      break;
    case delivery::no_account:
      return no_account(request);
    case delivery::full:
      return http_error(409, "the server takes no more mail: 1 GiB in all, and 1,000,000 messages for an account");
  }
  return http_response(201, json::serialize(count_of(*now.maildrops.contents(request.names.front()))));
}

http_response delete_message(call& request) {
  scenario_run& now = request.server->current().run();
  if (!now.maildrops.contents(request.names.front())) return no_account(request);
  const auto number = whole_number(request.names.back());
  if (number.value_or(0) == 0)
    return http_error(400, "expected the number of a message, from 1 on, got '" + request.names.back() + "'");
  if (!now.remove(request.names.front(), *number)) {
    return http_error(404, "there is no message '" + request.names.back() + "'");
  }
  return http_response(200, json::serialize(count_of(*now.maildrops.contents(request.names.front()))));
}

}  // namespace pop3kit::serving::control
