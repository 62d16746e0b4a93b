#pragma once

#include <pop3kit/mail_message.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "message/encoded_words.hpp"

namespace pop3kit::engine {

/// Returns the addresses in the unfolded value of an address field (RFC 5322 sections 3.4 and 4.4).
///
/// Display names are decoded; if there is none, a comment becomes the name. A group is replaced by its members, and
/// routes are left out. Text that is not an address becomes the name of an entry without an address. Takes linear time.
/// Addresses beyond `most` are left out.
[[nodiscard]] std::vector<mail_address> read_addresses(std::string_view value, text_decoder& decoder, std::size_t most);

/// Returns a decoded list as it was written, with ", " between its addresses. Commas within quotes, comments and angle
/// brackets do not separate addresses.
[[nodiscard]] std::string join_addresses(std::string_view decoded);

/// Returns the id in the unfolded value of a Message-ID field, without angle brackets. Empty if there is none.
///
/// Comments and blanks around its dots and its "@", which obsolete forms allow, are removed (RFC 5322 sections 3.6.4
/// and 4.5.4). Quoted strings and domain literals stay as written. A value without angle brackets counts as an id.
/// Takes linear time.
[[nodiscard]] std::string read_message_id(std::string_view value);

}  // namespace pop3kit::engine
