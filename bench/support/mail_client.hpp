#pragma once

#include <cstdint>
#include <pop3kit/client.hpp>
#include <string>

namespace bench {

/// Returns options for a server of the benchmark. Its certificate is not verified, because each run makes a new one.
[[nodiscard]] inline pop3kit::client_options client_for(std::uint16_t port, const std::string& user, bool tls) {
  pop3kit::client_options options("127.0.0.1", port, pop3kit::credentials(user, "pw"),
                                  tls ? pop3kit::security::implicit : pop3kit::security::none);
  options.tls.verify = false;
  options.tls.use_system_trust = false;  // the time to load the system's authorities must not be measured
  return options;
}

/// Counts its input: the least work that a handler can do.
class counting_receiver final : public pop3kit::message_receiver {
 public:
  [[nodiscard]] std::uint64_t octets() const noexcept { return octets_; }

  pop3kit::result<> begin(const pop3kit::message_info&) override { return {}; }
  pop3kit::result<> octets(const pop3kit::message_info&, std::span<const char> piece) override {
    octets_ += piece.size();
    return {};
  }
  pop3kit::result<> end(const pop3kit::message_info&, const pop3kit::result<>& outcome) override {
    if (!outcome) return outcome.error();
    return {};
  }

 private:
  std::uint64_t octets_ = 0;
};

}  // namespace bench
