#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace pop3kit {

/// What a request to a control room brought.
struct control_answer {
  control_answer() = default;
  unsigned status = 0;
  std::string head;
  std::string text;
  boost::json::value body;  ///< of `text`

  /// A member of the body; fails the test if there is none.
  [[nodiscard]] const boost::json::value& at(const std::string& name) const;
};

/// Sends octets to a port of 127.0.0.1 and returns all that arrives until the other end closes.
[[nodiscard]] std::string raw_exchange(std::uint16_t port, const std::string& octets);

/// One request on a connection of its own. `fields` are more lines of the header, each with its line end.
[[nodiscard]] control_answer ask(std::uint16_t port, const std::string& method, const std::string& target,
                                 const std::string& body = {}, const std::string& fields = {});

/// The header field that shows the token.
[[nodiscard]] std::string bearer(const std::string& token);

}  // namespace pop3kit
