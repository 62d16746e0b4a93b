#pragma once

#include <pop3kit/mail_message.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "message/encoded_words.hpp"

namespace pop3kit::engine {

/// The addresses in the unfolded value of an address field (RFC 5322 sections 3.4 and 4.4): display names decoded,
/// comments as names where there is nothing better, groups dissolved, routes left out. What is no address is given as a
/// name without one. Linear in time; addresses beyond `most` are left out.
[[nodiscard]] std::vector<mail_address> read_addresses(std::string_view value, text_decoder& decoder, std::size_t most);

/// A decoded list as it was written, with ", " between its addresses; commas inside quotes, comments and angle brackets
/// separate nothing.
[[nodiscard]] std::string join_addresses(std::string_view decoded);

/// The id in the unfolded value of a Message-ID field, without angle brackets, and without the comments and blanks that
/// obsolete forms have around its dots and its "@" (RFC 5322 sections 3.6.4 and 4.5.4). Quoted strings and domain
/// literals are kept as written. A value without angle brackets is taken for an id. Empty if there is none. Linear in
/// time.
[[nodiscard]] std::string read_message_id(std::string_view value);

}  // namespace pop3kit::engine
