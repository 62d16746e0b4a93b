#pragma once

#include <gmock/gmock.h>

#include <pop3kit/server.hpp>
#include <string>

#include "control_requests.hpp"

namespace pop3kit {

inline constexpr const char* first_scenario = R"(return scenario {
  title = "first", about = "Three messages.", outcome = "tolerated", seed = 7,
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = 1000 } } } },
  rules = { { on = "NOOP", delay = "1h" } },
  expect = { { command = "DELE", never = true }, { command = "STAT", at_least = 1 } },
})";
inline constexpr const char* second_scenario = R"(return scenario {
  title = "second", listen = { plain = true, tls = false },
  accounts = { bob = { password = "s3cret" } },
})";

/// A server of `first_scenario` with a control room, over sockets.
class control_room : public ::testing::Test {
 protected:
  control_room() : mail_(scenario::parse(first_scenario, "first.lua").value(), with_control()) {
    mail_.start().value();
  }

  static server_options with_control() {
    server_options options;
    options.admin_port = 0;
    return options;
  }

  [[nodiscard]] control_answer ask(const std::string& method, const std::string& target, const std::string& body = {},
                                   const std::string& fields = {}) const {
    return pop3kit::ask(mail_.admin_port().value(), method, target, body, bearer(mail_.admin_token()) + fields);
  }
  /// Without the token.
  [[nodiscard]] control_answer ask_as_stranger(const std::string& method, const std::string& target,
                                               const std::string& body = {}, const std::string& fields = {}) const {
    return pop3kit::ask(mail_.admin_port().value(), method, target, body, fields);
  }
  [[nodiscard]] control_answer get(const std::string& target) const { return ask("GET", target); }
  std::string converse(const std::string& commands) const {
    return raw_exchange(mail_.port().value(), "USER alice\r\nPASS s3cret\r\n" + commands);
  }

  server mail_;
};

}  // namespace pop3kit
