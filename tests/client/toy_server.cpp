#include "client/toy_server.hpp"

#include <algorithm>

namespace pop3kit::testing {

namespace {

class toy_session {
 public:
  toy_session(net::clock& time, toy_plan plan, toy_journal& journal, net::stream_ptr stream)
      : time_(time), plan_(std::move(plan)), journal_(journal), stream_(std::move(stream)) {}

  net::asio::awaitable<std::string> run() {
    const std::string greeting = "+OK toy\r\n";
    if (plan_.greeting_delay != net::duration::zero()) {
      static_cast<void>(co_await net::sleep_for(time_, plan_.greeting_delay));
    }
    if (plan_.greets) static_cast<void>(co_await stream_->write(greeting));
    for (;;) {
      const std::optional<std::string> line = co_await read_line();
      if (!line) co_return "";
      journal_.lines.push_back(*line);
      const std::optional<std::string> reply = reply_to(*line);
      if (closing_) co_return "";
      if (!reply) continue;
      const std::string sent_octets = mixes_after(*line) ? mix_with_next(*reply) : *reply;
      const bool asks_for_message = line->starts_with("TOP ") || line->starts_with("RETR ");
      const bool more_has_come = plan_.pipelined_time != net::duration::zero() && !unread_.empty();
      const net::duration wait = plan_.message_time + (more_has_come ? plan_.pipelined_time : net::duration::zero());
      if (asks_for_message && wait != net::duration::zero()) static_cast<void>(co_await net::sleep_for(time_, wait));
      if (plan_.service_time != net::duration::zero()) {
        static_cast<void>(co_await net::sleep_until(time_, served_at()));
      }
      const auto sent = co_await stream_->write(sent_octets);
      if (!sent || journal_.quit) co_return "";
    }
  }

 private:
  net::time_point served_at() {
    if (plan_.processor_free == nullptr) return time_.now() + plan_.service_time;
    *plan_.processor_free = std::max(*plan_.processor_free, time_.now()) + plan_.service_time;
    return *plan_.processor_free;
  }

  std::optional<std::string> take_line() {
    const std::size_t end = unread_.find("\r\n");
    if (end == std::string::npos) return std::nullopt;
    std::string line = unread_.substr(0, end);
    unread_.erase(0, end + 2);
    return line;
  }

  [[nodiscard]] bool mixes_after(const std::string& line) const {
    return !plan_.mixes_after.empty() && line.starts_with(plan_.mixes_after);
  }

  /// The status line of the next reply goes before the terminator of this one, and so on as far as commands have
  /// arrived.
  std::string mix_with_next(std::string out) {
    constexpr std::string_view terminator = ".\r\n";
    while (out.ends_with("\r\n.\r\n")) {
      const std::optional<std::string> line = take_line();
      if (!line) break;
      journal_.lines.push_back(*line);
      const std::string next = reply_to(*line).value();
      const std::size_t status = next.find("\r\n") + 2;
      out.insert(out.size() - terminator.size(), next, 0, status);
      ++journal_.mixed;
      if (status == next.size()) break;
      out.append(next, status);
    }
    return out;
  }

  net::asio::awaitable<std::optional<std::string>> read_line() {
    std::string room(4096, '\0');
    for (;;) {
      std::optional<std::string> line = take_line();
      if (line) co_return line;
      const auto count = co_await stream_->read_some(room);
      if (!count) co_return std::nullopt;
      unread_.append(room, 0, *count);
    }
  }

  std::optional<std::string> reply_to(const std::string& line) {
    if (plan_.silent_from != 0 && journal_.tops >= plan_.silent_from) {
      if (line.starts_with("TOP ")) ++journal_.tops;
      return std::nullopt;
    }
    if (plan_.answer) {
      if (auto special = plan_.answer(line)) return special;
    }
    if (line == "CAPA") return capa();
    if (line.starts_with("PASS")) return plan_.login_reply + "\r\n";
    if (line == "LIST") return listing([this](const toy_message& message) { return size_of(message); });
    if (line.starts_with("LIST "))
      return answer_of(line, [this](const toy_message& message) { return size_of(message); });
    if (line == "STAT") return "+OK " + std::to_string(plan_.messages.size()) + " 100\r\n";
    if (line == "UIDL") return listing([](const toy_message& message) { return message.id; });
    if (line.starts_with("UIDL ")) {
      ++journal_.proofs;
      return answer_of(line, [](const toy_message& message) { return message.id; });
    }
    if (line.starts_with("RETR ")) return retr(std::stoull(line.substr(5)));
    if (line.starts_with("TOP ")) return top(std::stoull(line.substr(4)));
    journal_.quit = line == "QUIT";
    return "+OK\r\n";
  }

  std::string capa() const {
    std::string reply = "+OK\r\nUSER\r\nUIDL\r\nTOP\r\n";
    for (const std::string& tag : plan_.extra_capabilities) reply += tag + "\r\n";
    return reply + ".\r\n";
  }

  std::string listing(const std::function<std::string(const toy_message&)>& value) const {
    std::string reply = "+OK\r\n";
    for (const toy_message& message : plan_.messages) {
      reply += std::to_string(message.number) + ' ' + value(message) + "\r\n";
    }
    return reply + ".\r\n";
  }

  std::string size_of(const toy_message& message) const {
    return plan_.true_sizes ? std::to_string(toy_body(message.id, plan_.padding).size()) : "100";
  }

  std::string answer_of(const std::string& line, const std::function<std::string(const toy_message&)>& value) const {
    const std::uint64_t number = std::stoull(line.substr(line.find(' ') + 1));
    const auto found = std::ranges::find(plan_.messages, number, &toy_message::number);
    if (found == plan_.messages.end()) return "-ERR no such message\r\n";
    return "+OK " + std::to_string(number) + ' ' + value(*found) + "\r\n";
  }

  std::optional<std::string> retr(std::uint64_t number) {
    ++journal_.retrs;
    if (plan_.closes_at != 0 && journal_.retrs >= plan_.closes_at) {
      closing_ = true;
      stream_->close();
      return std::nullopt;
    }
    const auto found = std::ranges::find(plan_.messages, number, &toy_message::number);
    if (found == plan_.messages.end()) return "-ERR no such message\r\n";
    const std::string status = plan_.true_sizes ? "+OK " + size_of(*found) + " octets\r\n" : "+OK\r\n";
    return status + toy_body(found->id, plan_.padding) + ".\r\n";
  }

  std::optional<std::string> top(std::uint64_t number) {
    ++journal_.tops;
    if (plan_.closes_at != 0 && journal_.tops >= plan_.closes_at) {
      closing_ = true;
      stream_->close();
      return std::nullopt;
    }
    if (plan_.silent_from != 0 && journal_.tops >= plan_.silent_from) return std::nullopt;
    const auto found = std::ranges::find(plan_.messages, number, &toy_message::number);
    if (found == plan_.messages.end()) return "-ERR no such message\r\n";
    std::string reply = "+OK\r\nSubject: " + found->id + "\r\n";
    if (plan_.padding != 0) reply += "X-Padding: " + std::string(plan_.padding, 'x') + "\r\n";
    return reply + "\r\n.\r\n";
  }

  net::clock& time_;
  toy_plan plan_;
  toy_journal& journal_;
  net::stream_ptr stream_;
  std::string unread_;
  bool closing_ = false;
};

net::asio::awaitable<std::string> serve_toy(net::clock& time, toy_plan plan, toy_journal& journal,
                                            net::stream_ptr stream) {
  toy_session session(time, std::move(plan), journal, std::move(stream));
  co_return co_await session.run();
}

}  // namespace

server_part toy_server(net::clock& time, toy_plan plan, toy_journal& journal) {
  return [&time, plan = std::move(plan), &journal](net::stream_ptr stream) {
    return serve_toy(time, plan, journal, std::move(stream));
  };
}

std::string toy_body(const std::string& id, std::size_t padding) {
  std::string body = "Subject: " + id + "\r\n\r\n";
  while (padding != 0) {
    const std::size_t line = std::min<std::size_t>(padding, 70);
    body += std::string(line, 'x') + "\r\n";
    padding -= line;
  }
  return body;
}

std::vector<toy_message> numbered_messages(std::size_t count) {
  std::vector<toy_message> messages;
  for (std::size_t number = 1; number <= count; ++number) messages.emplace_back(number, "id" + std::to_string(number));
  return messages;
}

}  // namespace pop3kit::testing
