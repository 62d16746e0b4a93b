#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace pop3kit::interop {

/// `count` messages as a Unix maildir stores them: lines end in LF. The first dozen hold what mail readers trip over;
/// the rest are ordinary and of varied size. Each carries its position, from 1, in its subject: "interop 1".
[[nodiscard]] std::vector<std::string> awkward_mail(std::size_t count);

/// The octets that POP3 serves for such a file: every line ends in CRLF, the last one included.
[[nodiscard]] std::string as_served(const std::string& file);

}  // namespace pop3kit::interop
