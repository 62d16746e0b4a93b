#include <algorithm>
#include <ostream>
#include <pop3kit/mailbox.hpp>
#include <pop3kit/message_reference.hpp>
#include <utility>

#include "net/crypto/keyed_hash.hpp"
#include "text/ascii.hpp"
#include "text/hexadecimal.hpp"

namespace pop3kit {

unique_id::unique_id(std::string_view octets) {
  if (octets.size() <= std::tuple_size_v<decltype(brief::octets)>) {
    brief& kept = std::get<brief>(octets_);
    kept.length = static_cast<std::uint8_t>(octets.size());
    std::ranges::copy(octets, kept.octets.begin());
    return;
  }
  auto kept = std::make_shared_for_overwrite<char[]>(octets.size());  // NOLINT(modernize-avoid-c-arrays)
  std::ranges::copy(octets, kept.get());
  octets_ = lengthy{octets.size(), std::move(kept)};
}

std::string_view unique_id::str() const noexcept {
  if (const brief* kept = std::get_if<brief>(&octets_)) return {kept->octets.data(), kept->length};
  const lengthy& kept = *std::get_if<lengthy>(&octets_);
  return {kept.octets.get(), kept.octets ? kept.length : 0};  // empty if it was moved from
}

std::size_t hash_value(const unique_id& id) {
  return net::keyed_hash(id.str());
}

std::ostream& operator<<(std::ostream& out, const unique_id& id) {
  std::string shown;
  for (const char octet : id.str()) {
    const bool as_it_is = octet != '\\' && (octet == ' ' || text::is_graphic(octet));
    if (as_it_is) {
      shown.push_back(octet);
    } else {
      shown.append("\\x");
      text::append_hex(shown, static_cast<unsigned char>(octet));
    }
  }
  return out << shown;
}

message_reference::message_reference(const message_info& listed) {
  if (listed.unique_id) {
    target_ = *listed.unique_id;
  } else {
    target_ = listed.sequence_number;
  }
}

}  // namespace pop3kit
