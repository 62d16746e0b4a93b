#include "client/client_stage.hpp"

#include <boost/asio/error.hpp>
#include <exception>

#include "net/fault/fault_stream.hpp"
#include "net/stream/memory_stream.hpp"

namespace pop3kit::testing {

namespace {

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

step as_step(std::string_view line) {
  if (line == "close") return step::close();
  if (line == "reset") return step::reset();
  if (line == "half-close") return step::half_close();
  const std::string_view text = line.size() > 3 ? line.substr(3) : std::string_view();
  if (line.starts_with("C: ")) return step::expect(text);
  if (line.starts_with("S:")) return step::send(std::string(text) + "\r\n");
  std::string octets;
  for (const std::string& part : split(text, '|')) octets += part + "\r\n";
  return step::send(octets);
}

const std::string never_made = "a connection was expected and never made\n";

std::string difference_of(running<std::string>& server) {
  if (!server.done()) return "a server still waits\n";
  try {
    return server.get();
  } catch (const std::exception& thrown) {
    return std::string("a server threw: ") + thrown.what() + "\n";
  }
}

}  // namespace

std::vector<step> script(std::string_view transcript) {
  std::vector<step> steps;
  for (const std::string& line : split(transcript, '\n')) {
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin != std::string::npos) steps.push_back(as_step(std::string_view(line).substr(begin)));
  }
  return steps;
}

std::vector<step> operator+(std::vector<step> first, const std::vector<step>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

std::vector<step> logged_in(const std::vector<std::string>& extra) {
  std::string capabilities = "S: +OK\nS: USER\nS: UIDL\nS: TOP\n";
  for (const std::string& tag : extra) capabilities += "S: " + tag + "\n";
  capabilities += "S: .\n";
  return script("S: +OK ready\nC: CAPA\n" + capabilities + "C: USER alice\nS: +OK\nC: PASS s3cret\nS: +OK\nC: CAPA\n" +
                capabilities);
}

client_stage::client_stage() : options("mail.test", 110, credentials("alice", "s3cret"), security::none) {}

client_stage::~client_stage() {
  mail_.reset();
  time.run_until_idle(context);
  if (differences_are_allowed_ || differences_are_known_ || (plan && plan->fired())) return;
  EXPECT_EQ(unfollowed_scripts(), "");
}

void client_stage::serve(std::vector<step> steps) {
  serve_script_by([steps](net::stream_ptr stream) { return play_script(std::move(stream), steps); });
}

void client_stage::serve_session(std::string_view transcript, const std::vector<std::string>& extra_capabilities) {
  serve(logged_in(extra_capabilities) + script(transcript));
}

void client_stage::serve_script_by(server_part part) {
  expect_connection(std::move(part), true);
}

void client_stage::serve_by(server_part part) {
  expect_connection(std::move(part), false);
}

void client_stage::expect_connection(server_part part, bool scripted) {
  expected_.push_back({std::move(part), scripted, std::nullopt});
  if (scripted) differences_are_known_ = false;
}

void client_stage::allow_differences(std::string_view reason) {
  EXPECT_NE(reason, "");
  differences_are_allowed_ = true;
}

async_client& client_stage::mail() {
  if (!mail_) {
    engine::connector connector = [this](std::string, std::uint16_t, std::string&) { return connect(); };
    mail_.emplace(engine::client_access::make(context.get_executor(), options, std::move(connector), time));
  }
  return *mail_;
}

net::asio::awaitable<outcome<net::stream_ptr>> client_stage::connect() {
  if (connections_ == expected_.size()) co_return boost::system::error_code(asio::error::connection_refused);
  auto ends = net::make_memory_pipe(context.get_executor(), context.get_executor(), pipe_capacity, slice);
  // A coroutine that is a lambda refers to its captures, so they must not move.
  expected_connection& made = expected_[connections_++];
  if (round_trip != net::duration::zero()) {
    net::fault_plan far;
    far.outgoing.latency = far.incoming.latency = round_trip / 2;
    ends.first = net::make_fault_stream(std::move(ends.first), time, far);
    if (!tunnelled) static_cast<void>(co_await net::sleep_for(time, round_trip));
  }
  made.playing = start(context, made.part(std::move(ends.second)));
  const bool planned = planned_connections == 0 || connections_ <= planned_connections;
  if (plan && planned) co_return std::make_unique<fail_stream>(std::move(ends.first), plan);
  co_return std::move(ends.first);
}

std::string client_stage::differences() {
  if (mail_) mail_->close();
  time.run_until_idle(context);
  differences_are_known_ = true;
  std::string all;
  for (expected_connection& each : expected_) {
    if (each.playing) all += difference_of(*each.playing);
  }
  if (connections_ < expected_.size()) all += never_made;
  return all;
}

std::string client_stage::unfollowed_scripts() {
  std::string all;
  for (expected_connection& each : expected_) {
    if (each.scripted) all += each.playing ? difference_of(*each.playing) : never_made;
  }
  return all;
}

}  // namespace pop3kit::testing
