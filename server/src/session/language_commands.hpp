#pragma once

#include <cstdint>
#include <string>

#include "mailbox/snapshot.hpp"
#include "response/reply_writer.hpp"
#include "session/scenario_run.hpp"
#include "wire/command.hpp"

namespace pop3kit::serving {

/// Whether the header holds octets beyond ASCII: such a message may only be sent in UTF-8 mode (RFC 6856 section 2.1).
[[nodiscard]] bool needs_utf8(const message_content& content);

/// UTF8 and LANG (RFC 6856) on one connection. What it refers to must outlive it.
class language_commands {
 public:
  language_commands(scenario_run& run, const peer& about, reply_writer& reply) noexcept
      : run_(run), peer_(about), reply_(reply) {}

  void utf8();
  void lang(const wire::parsed_command& command);
  /// Adds the lines of CAPA for what a scenario may offer beyond RFC 1939, each with its end.
  void append_capabilities(std::string& lines) const;
  [[nodiscard]] bool in_utf8_mode() const noexcept { return in_utf8_mode_; }
  /// Refuses a message that may only be sent in UTF-8 mode. Returns whether it did.
  [[nodiscard]] bool refuses(const snapshot& from, std::uint64_t number);

 private:
  /// Null before login.
  [[nodiscard]] const account* owner() const;
  [[nodiscard]] const spoken_language& preferred_language() const;

  scenario_run& run_;
  const peer& peer_;
  reply_writer& reply_;
  bool in_utf8_mode_ = false;
};

}  // namespace pop3kit::serving
