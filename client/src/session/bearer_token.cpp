#include "session/bearer_token.hpp"

#include <boost/json/parse.hpp>
#include <optional>
#include <utility>

#include "text/base64.hpp"

namespace pop3kit::engine {

namespace {

constexpr char separator = '\x01';

const std::string& name_of(const credentials& who) {
  return who.authorization_id.empty() ? who.user : who.authorization_id;
}

/// A comma or an equals sign would end the name (RFC 5801 section 4).
std::string escaped(std::string_view name) {
  std::string out;
  for (const char octet : name) {
    if (octet == ',') {
      out.append("=2C");
    } else if (octet == '=') {
      out.append("=3D");
    } else {
      out.push_back(octet);
    }
  }
  return out;
}

class bearer_mechanism final : public sasl_mechanism {
 public:
  bearer_mechanism(std::string message, std::string acknowledgement)
      : message_(std::move(message)), acknowledgement_(std::move(acknowledgement)) {}

  outcome<std::string> respond(std::string_view challenge) override {
    if (!std::exchange(begun_, true)) return text::to_base64(message_);
    if (refused_) return errc::sasl_exchange_broken;
    // The only challenge says why the token was refused. The server sends -ERR after the client has answered it.
    refused_ = true;
    const std::optional<std::string> told = text::from_base64(challenge);
    if (!told) return errc::sasl_exchange_broken;
    explanation_ = describe_bearer_error(*told);
    return text::to_base64(acknowledgement_);
  }

  bool finished() const noexcept override { return begun_ && !refused_; }
  std::string explanation() const override { return explanation_; }

 private:
  std::string message_;
  std::string acknowledgement_;
  std::string explanation_;
  bool begun_ = false;
  bool refused_ = false;
};

std::string text_at(const boost::json::object& fields, std::string_view name) {
  const boost::json::value* const found = fields.if_contains(name);
  const boost::json::string* const text = found != nullptr ? found->if_string() : nullptr;
  return text != nullptr ? std::string(*text) : std::string();
}

}  // namespace

std::string oauthbearer_message(std::string_view name, std::string_view token, const sasl_surroundings& around) {
  std::string out = "n,";
  if (!name.empty()) out.append("a=").append(escaped(name));
  out.append(",").push_back(separator);
  out.append("host=").append(around.host).push_back(separator);
  out.append("port=").append(std::to_string(around.port)).push_back(separator);
  out.append("auth=Bearer ").append(token).append(2, separator);
  return out;
}

std::string xoauth2_message(std::string_view name, std::string_view token) {
  std::string out = "user=";
  out.append(name).push_back(separator);
  out.append("auth=Bearer ").append(token).append(2, separator);
  return out;
}

std::string describe_bearer_error(std::string_view json) {
  boost::system::error_code trouble;
  const boost::json::value read = boost::json::parse(json, trouble);
  const boost::json::object* const fields = trouble ? nullptr : read.if_object();
  if (fields == nullptr) return "the server's reason is no JSON object";
  std::string out = "status " + text_at(*fields, "status");
  for (const char* name : {"schemes", "scope", "openid-configuration"}) {
    const std::string value = text_at(*fields, name);
    if (!value.empty()) out.append(", ").append(name).append(" ").append(value);
  }
  return out;
}

std::unique_ptr<sasl_mechanism> make_bearer_mechanism(std::string_view mechanism, const credentials& who,
                                                      const sasl_surroundings& around) {
  const std::string& name = name_of(who);
  if (mechanism == "OAUTHBEARER") {
    return std::make_unique<bearer_mechanism>(oauthbearer_message(name, who.token, around), std::string(1, separator));
  }
  if (mechanism == "XOAUTH2") {
    return std::make_unique<bearer_mechanism>(xoauth2_message(name, who.token), std::string());
  }
  return nullptr;
}

}  // namespace pop3kit::engine
