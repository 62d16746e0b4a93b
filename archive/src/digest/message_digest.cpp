#include <pop3kit/message_digest.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "digest/sha256.hpp"

namespace pop3kit {
namespace {

/// Fields that servers add to a message, or change while it is in the maildrop.
constexpr std::array<std::string_view, 5> changing_fields{"status", "x-status", "x-uid", "x-uidl", "x-keywords"};
/// The longest of these names, and the colon after it.
constexpr std::size_t longest_beginning = 11;

char to_lower(char octet) noexcept {
  return octet >= 'A' && octet <= 'Z' ? static_cast<char>(octet - 'A' + 'a') : octet;
}

bool is_changing(std::string_view beginning) {
  std::string name(beginning.substr(0, beginning.find(':')));
  std::ranges::transform(name, name.begin(), to_lower);
  return std::ranges::find(changing_fields, name) != changing_fields.end();
}

/// Hashes the lines of a header. Keeps only the beginning of a line, until it knows whether the line counts.
class header_hash {
 public:
  /// Takes octets with LF line ends. Ignores what comes after the header.
  void update(std::string_view octets) {
    while (!octets.empty() && !is_over_) {
      if (!is_decided_) {
        beginning_ += octets.front();
        octets.remove_prefix(1);
        decide();
        continue;
      }
      const std::size_t end = std::min(octets.find('\n'), octets.size() - 1) + 1;
      pass(octets.substr(0, end));
      octets.remove_prefix(end);
    }
  }
  archiving::sha256_value finish() {
    if (!is_decided_ && !beginning_.empty()) {
      skips_ = is_changing(beginning_);
      pass(beginning_);
    }
    return hash_.finish();
  }

 private:
  void decide() {
    const char last = beginning_.back();
    if (beginning_ == "\n") {
      is_over_ = true;
      beginning_.clear();
      return;
    }
    const bool continues = beginning_.size() == 1 && (last == ' ' || last == '\t');
    if (!continues && last != ':' && last != '\n' && beginning_.size() < longest_beginning) return;
    if (!continues) skips_ = last == ':' && is_changing(beginning_);
    is_decided_ = true;
    pass(std::exchange(beginning_, {}));
  }
  void pass(std::string_view octets) {
    if (!skips_) hash_.update(octets);
    if (octets.ends_with('\n')) is_decided_ = false;
  }

  archiving::sha256 hash_;
  std::string beginning_;
  bool is_decided_ = false;
  bool skips_ = false;
  bool is_over_ = false;
};

}  // namespace

struct message_hash::implementation {
  explicit implementation(line_ends how) : ends(how) {}

  void take(std::string_view octets) {
    if (octets.empty()) return;
    content.update(octets);
    header.update(octets);
    size += octets.size() + static_cast<std::uint64_t>(std::ranges::count(octets, '\n'));
    last = octets.back();
  }

  /// Leaves out each CR that LF follows. A CR at the end waits for the next octet.
  void take_as_sent(std::string_view octets) {
    if (held_return && !octets.empty()) {
      if (octets.front() != '\n') take("\r");
      held_return = false;
    }
    while (!octets.empty()) {
      const std::size_t at = octets.find('\r');
      take(octets.substr(0, at));
      if (at == std::string_view::npos) return;
      octets.remove_prefix(at + 1);
      if (octets.empty()) {
        held_return = true;
      } else if (octets.front() != '\n') {
        take("\r");
      }
    }
  }

  line_ends ends;
  archiving::sha256 content;
  header_hash header;
  std::uint64_t size = 0;
  char last = '\n';
  bool held_return = false;
};

message_hash::message_hash(line_ends ends) : implementation_(std::make_unique<implementation>(ends)) {}
message_hash::message_hash(message_hash&&) noexcept = default;
message_hash& message_hash::operator=(message_hash&&) noexcept = default;
message_hash::~message_hash() = default;

void message_hash::update(std::span<const char> octets) {
  const std::string_view piece(octets.data(), octets.size());
  if (implementation_->ends == line_ends::as_sent) {
    implementation_->take_as_sent(piece);
  } else {
    implementation_->take(piece);
  }
}

message_digest message_hash::finish() {
  implementation& message = *implementation_;
  if (message.held_return) message.take("\r");
  if (message.last != '\n') message.take("\n");
  message_digest digest;
  digest.content = message.content.finish();
  digest.header = message.header.finish();
  digest.octets = message.size;
  return digest;
}

}  // namespace pop3kit
