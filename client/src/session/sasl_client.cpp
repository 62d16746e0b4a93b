#include "session/sasl_client.hpp"

#include <utility>

#include "session/bearer_token.hpp"
#include "session/gsasl_mechanism.hpp"

namespace pop3kit::engine {

outcome<sasl_client> sasl_client::start(const std::string& mechanism, const credentials& who,
                                        const sasl_surroundings& around) {
  if (auto bearer = make_bearer_mechanism(mechanism, who, around)) return sasl_client(std::move(bearer));
  outcome<std::unique_ptr<sasl_mechanism>> held = make_gsasl_mechanism(mechanism, who, around);
  if (!held) return held.error();
  return sasl_client(std::move(*held));
}

}  // namespace pop3kit::engine
