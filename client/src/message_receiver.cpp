#include <pop3kit/message_receiver.hpp>

namespace pop3kit {

void message_receiver::expect(std::uint64_t /*messages*/, std::uint64_t /*octets*/) {}

}  // namespace pop3kit
