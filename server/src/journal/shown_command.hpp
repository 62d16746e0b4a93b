#pragma once

#include <string>
#include <string_view>

#include "journal/secret_words.hpp"

namespace pop3kit::serving {

/// Returns a line of the client for the journal and for verdicts, with secrets as asterisks. Masks the arguments that
/// are secret by definition of their command, and words of other commands that are `secrets` of an account. If the line
/// begins with an unknown word, the result has that word; what follows is shown only if the word looks like a misspelt
/// command, such as RETR, and numbers follow it. `after_auth`: no command except AUTH came before, so that an unknown
/// word may be the answer to a challenge and is masked.
[[nodiscard]] std::string shown_command(std::string_view line, bool after_auth, const secret_words& secrets);

}  // namespace pop3kit::serving
