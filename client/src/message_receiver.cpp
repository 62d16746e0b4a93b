#include <pop3kit/message_receiver.hpp>

namespace pop3kit {

void message_receiver::expect(std::uint64_t /*messages*/, std::uint64_t /*octets*/) {}

bool is_taken_back(const result<>& outcome) noexcept {
  return outcome.has_error() && outcome.error().kind() == fault::transport;
}

}  // namespace pop3kit
