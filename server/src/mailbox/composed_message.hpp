#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace pop3kit::serving {

struct attachment {
  attachment() = default;
  std::string name;
  std::string type = "application/octet-stream";
  std::string content;
};

/// What `message { ... }` says. UTF-8 throughout.
struct message_draft {
  message_draft() = default;
  std::string from;  ///< empty: an author of ours
  std::vector<std::string> to;
  std::vector<std::string> cc;
  std::string subject;
  std::string date;  ///< as it shall stand in the header; empty: made from the seed
  std::string text;
  std::string html;
  std::vector<attachment> attachments;
  std::vector<std::pair<std::string, std::string>>
      headers;  ///< in this order; one of the above by the same name gives way
};

/// The draft as RFC 5322 and MIME (RFC 2045 to 2047, 2231) write it, with CRLF. The same draft and seed give the same
/// octets: date, Message-ID and boundaries are made from the seed.
[[nodiscard]] std::string compose(const message_draft& draft, std::uint64_t seed);

}  // namespace pop3kit::serving
