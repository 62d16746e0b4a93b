#pragma once

#include <cstdint>
#include <string>

#include "mailbox/snapshot.hpp"
#include "response/reply_writer.hpp"
#include "session/scenario_run.hpp"
#include "wire/command.hpp"

namespace pop3kit::serving {

/// Returns true if the header has octets beyond ASCII. Such a message may be sent only in UTF-8 mode (RFC 6856 section
/// 2.1).
[[nodiscard]] bool needs_utf8(const message_content& content);

/// UTF8 and LANG (RFC 6856) on one connection. The constructor's arguments must outlive it.
class language_commands {
 public:
  language_commands(scenario_run& run, const peer& about, reply_writer& reply) noexcept
      : run_(run), peer_(about), reply_(reply) {}

  void utf8();
  void lang(const wire::parsed_command& command);
  /// Appends the lines of CAPA for extensions that a scenario can enable, with their line ends.
  void append_capabilities(std::string& lines) const;
  [[nodiscard]] bool in_utf8_mode() const noexcept { return in_utf8_mode_; }
  /// Refuses a message that may be sent only in UTF-8 mode. Returns true if it did.
  [[nodiscard]] bool refuses(const snapshot& from, std::uint64_t number);

 private:
  /// Returns null before login.
  [[nodiscard]] const account* owner() const;
  [[nodiscard]] const spoken_language& preferred_language() const;

  scenario_run& run_;
  const peer& peer_;
  reply_writer& reply_;
  bool in_utf8_mode_ = false;
};

}  // namespace pop3kit::serving
