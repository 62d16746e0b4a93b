#include "awkward_mail.hpp"

namespace pop3kit::interop {
namespace {

using namespace std::string_literals;

std::string head(std::size_t position) {
  const auto number = std::to_string(position);
  return "Subject: interop " + number + "\nFrom: Alice <alice@example.org>\nTo: bob@example.org\nMessage-ID: <" +
         number + "@interop.example.org>\nDate: Tue, 17 Mar 2026 10:00:00 +0100\n";
}

std::string every_octet_but_line_ends() {
  std::string octets;
  for (int octet = 1; octet < 256; ++octet) {
    if (octet != '\r' && octet != '\n') octets += static_cast<char>(octet);
  }
  return octets;
}

/// What follows the head of each awkward message.
std::vector<std::string> awkward_tails() {
  return {
      "\n",
      "\n.\n",
      "\n..\n...\n.a\n.\n.\n",
      "\n\n\n\n",
      "\nno line end at the end",
      "\n" + every_octet_but_line_ends() + "\n",
      "\n" + std::string(200'000, 'x') + "\n." + std::string(70'000, 'y') + "\n",
      "\na bare CR\rin a line, one\r.before a dot, and one before a line end\r\n.\n",
      "\nCRLF already\r\n.and a dot\r\n",
      "X-Folded: one\n two\n\tthree\nSubject: a second one\nX-8bit: gr\xC3\xBC\xC3\x9F, \xFF\n\nbody\n",
      "X-No-Body: the head is all there is\n",
      "\n+OK this is no status line\n-ERR nor this\n+ nor that\n",
  };
}

}  // namespace

std::vector<std::string> awkward_mail(std::size_t count) {
  const auto tails = awkward_tails();
  std::vector<std::string> messages;
  for (std::size_t position = 1; position <= count; ++position) {
    auto message = head(position);
    if (position <= tails.size()) {
      message += tails[position - 1];
    } else {
      message += "\n";
      for (std::size_t line = 0; line < position % 97; ++line)
        message += (line % 7 == 3 ? "." : "line ") + std::to_string(line) + "\n";
    }
    messages.push_back(std::move(message));
  }
  return messages;
}

std::string as_served(const std::string& file) {
  std::string served;
  char before = 0;
  for (const char octet : file) {
    if (octet == '\n' && before != '\r') served += '\r';
    served += octet;
    before = octet;
  }
  if (before != '\n') served += "\r\n";
  return served;
}

}  // namespace pop3kit::interop
