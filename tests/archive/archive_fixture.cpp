#include "archive/archive_fixture.hpp"

#include <pop3kit/mailbox_format.hpp>

namespace pop3kit::test {

std::vector<std::string> archive_test::stored() const {
  std::vector<std::string> found;
  if (kind_ == store_kind::mbox) {
    const std::string octets = std::filesystem::exists(path("mail.mbox")) ? octets_of("mail.mbox") : "";
    for (std::size_t at = 0; at < octets.size();) {
      const std::size_t line_end = octets.find('\n', at);
      if (line_end == std::string::npos || line_end + 1 == octets.size()) break;  // a torn message
      const std::size_t body = line_end + 1;
      at = std::min(octets.find("\nFrom ", body), octets.size() - 1) + 1;
      from_unquoting quotes;
      found.push_back(quotes.convert(octets.substr(body, at - 1 - body)));
    }
  } else if (std::filesystem::exists(path("mail"))) {
    for (const auto& each : std::filesystem::recursive_directory_iterator(path("mail"))) {
      if (!each.is_regular_file() || each.path().filename().string().starts_with(".pop3kit-")) continue;
      line_feeds ends;
      found.push_back(ends.convert(octets_of(each.path().lexically_relative(path(".")).string())));
    }
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace pop3kit::test
