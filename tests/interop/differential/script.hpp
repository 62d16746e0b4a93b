#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pop3kit::interop {

/// What one connection sends, command by command; each is answered before the next goes out.
struct script {
  std::string name;
  std::vector<std::string> commands;
  /// Commands end in CRLF unless the script says their ends itself.
  bool raw = false;
};

/// One command and the answer, without what servers may choose: the text after a status and its response code, and
/// unique-ids.
struct exchange {
  std::string command;
  std::string answer;
};

/// Plays it on a connection of its own. A server that hangs up answers "closed" from then on.
[[nodiscard]] std::vector<exchange> play(const script& what, std::uint16_t port);

/// Scripts for a maildrop of alice, password s3cret, with `messages` messages; the last ones remove some.
[[nodiscard]] std::vector<script> every_script(std::size_t messages);

}  // namespace pop3kit::interop
