#include "link/secret_mask.hpp"

#include <algorithm>
#include <utility>

namespace pop3kit::engine {

namespace {

constexpr std::string_view asterisks = "****";
constexpr std::size_t short_secret = 4;
constexpr std::size_t most_passing = 64;

bool is_word_octet(char octet) {
  const auto value = static_cast<unsigned char>(octet);
  return (value >= '0' && value <= '9') || (value >= 'A' && value <= 'Z') || (value >= 'a' && value <= 'z') ||
         value >= 0x80;
}

bool stands_alone(std::string_view text, std::size_t at, std::size_t length) {
  const bool before = at > 0 && is_word_octet(text[at - 1]);
  const bool behind = at + length < text.size() && is_word_octet(text[at + length]);
  return !before && !behind;
}

void hide(std::string& text, std::string_view secret) {
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at)) {
    if (secret.size() < short_secret && !stands_alone(text, at, secret.size())) {
      ++at;
      continue;
    }
    text.replace(at, secret.size(), asterisks);
    at += asterisks.size();
  }
}

}  // namespace

void secret_mask::add(std::string secret) {
  if (secret.empty()) return;
  // Longer secrets come first, because a shorter one may be part of them.
  const auto shorter = std::ranges::upper_bound(secrets_, secret.size(), std::ranges::greater{}, &std::string::size);
  secrets_.insert(shorter, std::move(secret));
}

void secret_mask::add_passing(std::string secret) {
  if (secret.empty() || std::ranges::find(passing_, secret) != passing_.end()) return;
  if (passing_.size() == most_passing) passing_.pop_front();
  passing_.push_back(std::move(secret));
}

std::string secret_mask::apply(std::string_view text) const {
  std::string masked{text};
  for (const std::string& secret : passing_) hide(masked, secret);
  for (const std::string& secret : secrets_) hide(masked, secret);
  return masked;
}

}  // namespace pop3kit::engine
