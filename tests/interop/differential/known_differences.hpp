#pragma once

#include <string>
#include <vector>

namespace pop3kit::interop {

/// Where our server and Dovecot answer differently in more than words.
struct difference {
  std::string script;
  /// The first 40 octets of it.
  std::string command;
  std::string ours;
  std::string dovecots;
  /// The sessions are in different states from here on: the rest of the script says nothing.
  bool parts_ways;
  std::string why;
};

[[nodiscard]] const std::vector<difference>& known_differences();

}  // namespace pop3kit::interop
