#pragma once

#include <string>
#include <string_view>

#include "journal/secret_words.hpp"

namespace pop3kit::serving {

/// A line of the client's for the journal and for verdicts, with secrets as asterisks: those that stand where a command
/// has a secret, and words of other commands that are the `secrets` of an account. Of a line that begins with an
/// unknown word the word is shown, and what follows it only if that is numbers after a misspelt command such as RETR.
/// `after_auth`: no command but AUTH came before, so that an unknown word may be the answer to a challenge: it is a
/// secret then.
[[nodiscard]] std::string shown_command(std::string_view line, bool after_auth, const secret_words& secrets);

}  // namespace pop3kit::serving
