#include "journal/secret_words.hpp"

#include "auth/account_book.hpp"
#include "text/ascii.hpp"
#include "text/base64.hpp"

namespace pop3kit::serving {
namespace {

constexpr std::string_view asterisks = "****";
/// Shorter words occur in many unrelated texts.
constexpr std::size_t shortest = 3;

bool belongs_to_word(char octet) noexcept {
  return text::is_letter(octet) || (octet >= '0' && octet <= '9') || static_cast<unsigned char>(octet) >= 0x80;
}

/// Returns true if the octet before `place` and the octet at `place` belong to one word.
bool goes_on(std::string_view text, std::size_t place) noexcept {
  return place > 0 && place < text.size() && belongs_to_word(text[place - 1]) && belongs_to_word(text[place]);
}

}  // namespace

secret_words::secret_words(const scenario::description& what) {
  for (const auto& [name, owner] : what.accounts) {
    add(owner.password, what);
    for (const std::string& token : owner.tokens) add(token, what);
  }
}

void secret_words::add(const std::string& secret, const scenario::description& what) {
  if (secret.size() < shortest) return;
  for (const std::string& form : {secret, prepared(secret), text::to_base64(secret)}) {
    if (what.accounts.contains(form) || !secrets_.insert(form).second) continue;
    lengths_.insert(form.size());
    first_octets_.set(static_cast<unsigned char>(form.front()));
  }
}

std::size_t secret_words::secret_at(std::string_view text, std::size_t begin) const {
  if (!first_octets_.test(static_cast<unsigned char>(text[begin])) || goes_on(text, begin)) return 0;
  for (const std::size_t length : lengths_) {
    if (length > text.size() - begin || goes_on(text, begin + length)) continue;
    if (secrets_.contains(std::string(text.substr(begin, length)))) return length;
  }
  return 0;
}

std::string secret_words::masked(std::string_view text, std::size_t most) const {
  std::string out;
  out.reserve(std::min(text.size(), most));
  for (std::size_t at = 0; at < text.size() && out.size() < most;) {
    const std::size_t length = secret_at(text, at);
    if (length == 0) {
      out.push_back(text[at++]);
    } else {
      out.append(asterisks);
      at += length;
    }
  }
  return out;
}

}  // namespace pop3kit::serving
