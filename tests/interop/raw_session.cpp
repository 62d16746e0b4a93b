#include "raw_session.hpp"

#include <chrono>
#include <stdexcept>

namespace pop3kit::interop {

using boost::asio::ip::tcp;

raw_session::raw_session(std::uint16_t port) {
  be_patient();
  stream_.connect(tcp::endpoint(boost::asio::ip::address_v4::loopback(), port));
  if (!stream_) throw std::runtime_error("nobody listens: " + stream_.error().message());
  stream_.rdbuf()->socket().set_option(tcp::no_delay(true));
}

void raw_session::be_patient() {
  stream_.expires_after(std::chrono::seconds{30});
}

void raw_session::send(std::string_view octets) {
  be_patient();
  stream_.write(octets.data(), static_cast<std::streamsize>(octets.size()));
  stream_.flush();
  // A server that closed before it had read everything may have sent the reason, which can still be read.
  if (!stream_) stream_.clear();
}

std::optional<std::string> raw_session::line() {
  be_patient();
  std::string got;
  if (!std::getline(stream_, got)) return std::nullopt;
  if (stream_.eof() || !got.ends_with('\r')) return got + "<no CRLF>";
  got.pop_back();
  return got;
}

std::vector<std::string> raw_session::lines() {
  std::vector<std::string> all;
  for (auto each = line(); each && *each != "."; each = line()) all.push_back(std::move(*each));
  return all;
}

std::string raw_session::ask(std::string_view command) {
  send(std::string(command) + "\r\n");
  return line().value_or("");
}

}  // namespace pop3kit::interop
