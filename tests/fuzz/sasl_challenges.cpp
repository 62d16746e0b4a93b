// Whatever a server sends as challenges, a mechanism answers in one line of base64, ends, or fails with a typed error.
#include <cstdint>
#include <string>
#include <string_view>

#include "holds.hpp"
#include "session/mechanisms.hpp"
#include "session/sasl_client.hpp"
#include "text/base64.hpp"
#include "turns.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pop3kit;
  if (size < 2) return 0;
  const std::string_view octets{reinterpret_cast<const char*>(data) + 2, size - 2};
  const auto back = text::from_base64(text::to_base64(octets));
  fuzz::holds(back.has_value() && *back == octets);

  const auto table = engine::mechanism_table();
  const auto& chosen = table[data[0] % table.size()];
  if (chosen.method != engine::login_method::sasl) return 0;
  credentials who("alice", "s3cret");
  if (chosen.proof == engine::proof_of::token) who.token = "token";
  engine::sasl_surroundings around;
  around.most_iterations = 64;
  if (chosen.binds_channel) around.tls_exporter = "0123456789abcdef0123456789abcdef";
  auto dialogue = engine::sasl_client::start(std::string(chosen.name), who, around);
  if (!dialogue) return 0;
  for (const auto turn : fuzz::turns_of(octets)) {
    // Half of the inputs are base64 already, the other half are what it would decode to.
    const auto answer = dialogue->respond((data[1] & 1U) != 0 ? text::to_base64(turn) : std::string(turn));
    if (!answer) break;
    fuzz::holds(text::from_base64(*answer).has_value());
    if (dialogue->finished()) break;
  }
  static_cast<void>(dialogue->explanation());
  return 0;
}
