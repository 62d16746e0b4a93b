#include "support/stored_mailbox.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bench {
namespace {

constexpr std::size_t line_octets = 76;
constexpr std::size_t dotted_every = 50;
constexpr std::string_view terminator = ".\r\n";

std::string unique_id(std::size_t position) {
  return fmt::format("{:08x}5d1e0f3a", position + 1);
}

std::string header(std::size_t position) {
  return fmt::format(
      "Return-Path: <sender{0}@example.org>\r\n"
      "Received: from mx{1}.example.org (mx{1}.example.org [192.0.2.{1}])\r\n"
      "\tby mail.example.org with ESMTP id {0:08x}; Sun, 22 Nov 2026 10:00:00 +0000\r\n"
      "Date: Sun, 22 Nov 2026 10:00:00 +0000\r\n"
      "From: \"Sender {0}\" <sender{0}@example.org>\r\n"
      "To: Alice <alice@example.org>\r\n"
      "Subject: Message number {0} of the benchmark\r\n"
      "Message-ID: <{0:08x}.benchmark@example.org>\r\n"
      "MIME-Version: 1.0\r\n"
      "Content-Type: text/plain; charset=us-ascii\r\n\r\n",
      position + 1, position % 250 + 1);
}

}  // namespace

stored_mailbox::stored_mailbox(std::size_t count, std::size_t octets, std::size_t copies) : copies_(copies) {
  list_ = uidl_ = "+OK\r\n";
  retrieved_.reserve(count);
  for (std::size_t position = 0; position < count; ++position) add(position, octets);
  list_ += terminator;
  uidl_ += terminator;
  std::size_t total = 0;
  for (const std::size_t size : sizes_) total += size;
  stat_ = fmt::format("+OK {} {}\r\n", count, total);
}

void stored_mailbox::add(std::size_t position, std::size_t octets) {
  const std::string head = header(position);
  std::string wire = fmt::format("+OK {} octets\r\n", std::max(octets, head.size()));
  wire.reserve(wire.size() + octets + octets / line_octets + 8);
  wire += head;
  head_octets_.push_back(wire.size());
  std::size_t size = head.size();
  for (std::size_t line = 0; size < octets; ++line) {
    const std::size_t room = std::min(octets - size, line_octets + 2);
    const std::size_t text = room > 2 ? room - 2 : 0;
    const bool dotted = text > 0 && line % dotted_every == dotted_every - 1;
    if (dotted) wire += '.';
    const std::size_t begin = wire.size();
    for (std::size_t i = 0; i < text; ++i) wire += static_cast<char>('a' + (line + i) % 26);
    if (dotted) wire[begin] = '.';
    wire += "\r\n";
    size += text + 2;
  }
  wire += terminator;
  size += (copies_ - 1) * (size - head.size());
  list_ += fmt::format("{} {}\r\n", position + 1, size);
  uidl_ += fmt::format("{} {}\r\n", position + 1, unique_id(position));
  sizes_.push_back(size);
  retrieved_.push_back(std::move(wire));
}

std::string_view stored_mailbox::body(std::size_t position) const noexcept {
  std::string_view rest = retr(position);
  rest.remove_prefix(head_octets_[position]);
  rest.remove_suffix(terminator.size());
  return rest;
}

std::string stored_mailbox::file(std::size_t position) const {
  std::string message;
  const std::string_view response = retr(position);
  std::string_view rest = response.substr(response.find('\n') + 1);
  for (std::string_view line = rest.substr(0, rest.find("\r\n")); line != ".";
       line = rest.substr(0, rest.find("\r\n"))) {
    rest.remove_prefix(line.size() + 2);
    if (line.starts_with('.')) line.remove_prefix(1);
    message.append(line).push_back('\n');
  }
  return message;
}

std::string stored_mailbox::list_one(std::size_t position) const {
  return fmt::format("+OK {} {}\r\n", position + 1, sizes_[position]);
}

std::string stored_mailbox::uidl_one(std::size_t position) const {
  return fmt::format("+OK {} {}\r\n", position + 1, unique_id(position));
}

}  // namespace bench
