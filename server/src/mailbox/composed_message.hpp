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

/// The fields of `message { ... }`, all in UTF-8.
struct message_draft {
  message_draft() = default;
  std::string from;  ///< empty: a generated author
  std::vector<std::string> to;
  std::vector<std::string> cc;
  std::string subject;
  std::string date;  ///< written into the header as it is; empty: made from the seed
  std::string text;
  std::string html;
  std::vector<attachment> attachments;
  std::vector<std::pair<std::string, std::string>>
      headers;  ///< in this order; a field of the draft with the same name is left out
};

/// Writes the draft as RFC 5322 and MIME (RFC 2045 to 2047, 2231) require, with CRLF. The same draft and seed give the
/// same octets: the date, the Message-ID and the boundaries are made from the seed.
[[nodiscard]] std::string compose(const message_draft& draft, std::uint64_t seed);

}  // namespace pop3kit::serving
