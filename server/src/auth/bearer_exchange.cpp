#include "auth/sasl_exchange.hpp"

#include <optional>

#include "auth/account_book.hpp"
#include "text/ascii.hpp"
#include "text/base64.hpp"

namespace pop3kit::serving {
namespace {

constexpr char separator = '\x01';

struct bearer_message {
  bearer_message() = default;
  std::string user;
  std::string token;
};

/// Returns the value of a "name=value" field. Separators divide the fields, and an empty field ends the list.
std::optional<std::string> field_of(std::string_view list, std::string_view name) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(separator), list.size());
    const std::string_view entry = list.substr(0, end);
    if (entry.size() > name.size() && entry.starts_with(name) && entry[name.size()] == '=') {
      return std::string(entry.substr(name.size() + 1));
    }
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return std::nullopt;
}

/// Returns the token of "Bearer TOKEN", with the scheme in any case (RFC 6750 section 2.1).
std::optional<std::string> token_of(std::string_view list) {
  constexpr std::string_view scheme = "Bearer ";
  const std::optional<std::string> value = field_of(list, "auth");
  if (!value || !text::equal_ignoring_case(std::string_view(*value).substr(0, scheme.size()), scheme)) {
    return std::nullopt;
  }
  return value->substr(scheme.size());
}

/// Reverses the escapes of RFC 5801 section 4.
std::string unescaped(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const std::string_view code = name.substr(at, 3);
    const bool comma = code == "=2C";
    if (comma || code == "=3D") {
      out.push_back(comma ? ',' : '=');
      at += 2;
    } else {
      out.push_back(name[at]);
    }
  }
  return out;
}

std::optional<bearer_message> parse_oauthbearer(std::string_view text) {
  const std::size_t header_end = text.find(separator);
  const bool begins = text.starts_with("n,") || text.starts_with("y,");
  if (!begins || header_end == text.npos || !text.ends_with(std::string(2, separator))) return std::nullopt;
  std::string_view header = text.substr(2, header_end - 2);
  if (!header.ends_with(',')) return std::nullopt;
  header.remove_suffix(1);
  bearer_message made;
  if (header.starts_with("a=")) made.user = unescaped(header.substr(2));
  auto token = token_of(text.substr(header_end + 1));
  if (!token) return std::nullopt;
  made.token = std::move(*token);
  return made;
}

std::optional<bearer_message> parse_xoauth2(std::string_view text) {
  auto user = field_of(text, "user");
  auto token = token_of(text);
  if (!user || !token || !text.ends_with(std::string(2, separator))) return std::nullopt;
  bearer_message made;
  made.user = std::move(*user);
  made.token = std::move(*token);
  return made;
}

class bearer_exchange final : public sasl_exchange {
 public:
  bearer_exchange(bool oauthbearer, const scenario::description& what) : oauthbearer_(oauthbearer), what_(what) {}

  state step(const std::string& base64) override {
    // Any answer to the error (RFC 7628 section 3.2.3) ends the exchange.
    if (told_) return state::refused;
    const auto text = text::from_base64(base64);
    if (!text) return state::malformed;
    const auto message = oauthbearer_ ? parse_oauthbearer(*text) : parse_xoauth2(*text);
    if (!message) return state::malformed;
    const account* const owner = find_token(what_, message->token);
    const bool same_name = message->user.empty() || find_account(what_, message->user) == owner;
    if (owner != nullptr && same_name) {
      user_ = owner->name;
      return state::accepted;
    }
    told_ = true;
    challenge_ = text::to_base64(R"({"status":"invalid_token","schemes":"bearer","scope":"mail"})");
    return state::challenge;
  }

 private:
  bool oauthbearer_;
  const scenario::description& what_;
  bool told_ = false;
};

}  // namespace

std::unique_ptr<sasl_exchange> make_bearer_exchange(std::string_view mechanism, const scenario::description& what) {
  if (mechanism != "OAUTHBEARER" && mechanism != "XOAUTH2") return nullptr;
  return std::make_unique<bearer_exchange>(mechanism == "OAUTHBEARER", what);
}

}  // namespace pop3kit::serving
