#include "auth/authenticator.hpp"

#include <string>

#include "auth/account_book.hpp"
#include "auth/same_secret.hpp"
#include "net/crypto/md5.hpp"

namespace pop3kit::serving {

const account* authenticator::by_password(std::string_view user, std::string_view password) const {
  const account* const owner = find(user);
  return is_password(owner, password) ? owner : nullptr;
}

const account* authenticator::by_digest(std::string_view user, std::string_view timestamp,
                                        std::string_view digest) const {
  const account* const owner = find(user);
  const std::string secret = owner == nullptr ? std::string() : owner->password;
  const bool as_written = same_secret(net::md5_hex(std::string(timestamp) + secret), digest);
  const bool as_prepared = same_secret(net::md5_hex(std::string(timestamp) + prepared(secret)), digest);
  return as_written || as_prepared ? owner : nullptr;
}

const account* authenticator::find(std::string_view user) const {
  return find_account(description_, user);
}

}  // namespace pop3kit::serving
