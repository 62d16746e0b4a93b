#include "maildrop/listing_request.hpp"

#include <string>

#include "link/refusal.hpp"
#include "wire/listing.hpp"

namespace pop3kit::engine {

outcome<> listing_meter::count(std::string_view line) {
  constexpr std::size_t line_end = 2;
  if (entries_left_ == 0) return errc::too_many_entries;
  if (octets_left_ < line.size() + line_end) return errc::listing_too_large;
  --entries_left_;
  octets_left_ -= line.size() + line_end;
  return {};
}

std::optional<request> listing_request::next(std::string& out) {
  if (sent_) return std::nullopt;
  sent_ = true;
  out.append(wire::name(verb_)).append("\r\n");
  return request{verb_, body_kind::lines};
}

outcome<> listing_request::on_status(const answer& status) {
  if (!status.ok) refused_ = refusal(status);
  return {};
}

outcome<> listing_request::on_line(std::string_view line) {
  const outcome<> within_limits = meter_.count(line);
  if (!within_limits) return within_limits;
  const outcome<std::uint64_t> number = take(line);
  if (!number) return number.error();
  if (*number <= last_number_) return errc::malformed_response;
  last_number_ = *number;
  return {};
}

outcome<std::uint64_t> scan_request::take(std::string_view line) {
  const outcome<wire::scan_listing> parsed = wire::parse_scan_listing(line);
  if (!parsed) return parsed.error();
  sizes_.append(parsed->sequence_number, parsed->octets);
  return parsed->sequence_number;
}

outcome<std::uint64_t> unique_id_request::take(std::string_view line) {
  const outcome<wire::unique_id_listing> parsed = wire::parse_unique_id_listing(line);
  if (!parsed) return parsed.error();
  if (parsed->unique_id.size() > most_octets_) return errc::unique_id_too_long;
  ids_.append(parsed->sequence_number, parsed->unique_id);
  return parsed->sequence_number;
}

outcome<> unique_id_request::on_end() {
  if (sizes_ == nullptr || ids_.size() == 0 || ids_.size() != sizes_->size()) return {};
  for (std::size_t place = 0; place < ids_.size(); ++place) {
    const std::optional<std::uint64_t> size = sizes_->octets(place);
    if (!size || ids_.id(place).str() != std::to_string(*size)) return {};
  }
  return errc::malformed_response;
}

}  // namespace pop3kit::engine
