#include "response/body.hpp"

#include <algorithm>

#include "wire/listing.hpp"

namespace pop3kit::serving {
namespace {

constexpr std::string_view terminator = ".\r\n";

/// Returns the separator between the fields of a listing.
std::string_view gap(const response_plan* plan) noexcept {
  if (plan == nullptr || !plan->wide) return " ";
  plan->note(deviation::wide_fields);
  return "    ";
}

}  // namespace

std::size_t top_filter::accept(std::string_view chunk) noexcept {
  std::size_t taken = 0;
  while (!finished() && taken < chunk.size()) {
    const std::size_t line_end = chunk.find('\n', taken);
    const bool whole = line_end != std::string_view::npos;
    const std::string_view piece = chunk.substr(taken, whole ? line_end - taken : std::string_view::npos);
    const bool carriage_return = !piece.empty() && piece.back() == '\r';
    line_octets_ += piece.size() - (carriage_return ? 1 : 0);
    taken += piece.size() + (whole ? 1 : 0);
    if (whole) end_line();
  }
  return taken;
}

void top_filter::end_line() noexcept {
  if (!in_header_) {
    --lines_left_;
  } else if (line_octets_ == 0) {
    in_header_ = false;
  }
  line_octets_ = 0;
}

message_body::message_body(std::shared_ptr<const message_content> content, const response_plan* plan)
    : content_(std::move(content)),
      octets_(content_->octets()),
      plan_(plan),
      stuff_dots_(plan == nullptr || plan->stuff_dots) {
  if (plan == nullptr || !plan->shortened || octets_ == 0) return;
  octets_ /= 2;
  plan->note(deviation::shortened);
}

message_body::message_body(std::shared_ptr<const message_content> content, const response_plan* plan,
                           std::uint64_t top_lines)
    : message_body(std::move(content), plan) {
  top_.emplace(top_lines);
}

bool message_body::produce(std::string& out, std::span<char> scratch) {
  const std::uint64_t left = octets_ - std::min(octets_, offset_);
  const auto room = scratch.first(static_cast<std::size_t>(std::min<std::uint64_t>(scratch.size(), left)));
  const std::size_t got = room.empty() ? 0 : content_->read(offset_, room);
  offset_ += got;
  const bool more = got > 0 && append(out, std::string_view(scratch.data(), got)) && offset_ < octets_;
  if (!more) finish(out);
  return !more;
}

bool message_body::append(std::string& out, std::string_view piece) {
  if (top_) piece = piece.substr(0, top_->accept(piece));
  if (stuff_dots_) {
    encoder_.append(out, piece);
  } else if (!piece.empty()) {
    const bool begins = at_line_start_ && piece.front() == '.';
    if (begins || piece.find("\n.") != std::string_view::npos) plan_->note(deviation::unstuffed_dots);
    out.append(piece);
    at_line_start_ = piece.back() == '\n';
  }
  return !top_ || !top_->finished();
}

void message_body::finish(std::string& out) {
  if (stuff_dots_) {
    encoder_.finish(out);
    return;
  }
  if (!at_line_start_) out.append("\r\n");
  out.append(terminator);
}

bool listing_body::produce(std::string& out, std::span<char> scratch) {
  constexpr std::uint64_t gap_every = 3;
  const std::size_t limit = out.size() + scratch.size();
  const bool shortened = plan_ != nullptr && plan_->shortened && of_->highest() > 0;
  if (shortened) plan_->note(deviation::shortened);
  const std::uint64_t highest = shortened ? of_->highest() / 2 : of_->highest();
  for (; next_ <= highest && out.size() < limit; ++next_) {
    const bool gap = plan_ != nullptr && plan_->gaps && next_ % gap_every == 0;
    if (gap) plan_->note(deviation::gaps);
    if (gap || of_->deleted(next_)) continue;
    if (what_ == kind::sizes) {
      append_scan_line(out, *of_, next_, plan_);
    } else {
      append_unique_id_line(out, *of_, next_, plan_);
    }
    out.append("\r\n");
  }
  if (next_ <= highest) return false;
  out.append(terminator);
  return true;
}

bool text_body::produce(std::string& out, std::span<char> /*scratch*/) {
  wire::dot_encoder encoder;
  encoder.append(out, lines_);
  encoder.finish(out);
  return true;
}

std::string announced_size(std::uint64_t octets, const response_plan* plan) {
  std::string own = std::to_string(octets);
  if (plan != nullptr && plan->sizes != size_plan::own) plan->note(deviation::sizes);
  switch (plan == nullptr ? size_plan::own : plan->sizes) {
    case size_plan::own:
      break;
    case size_plan::doubled:
      return std::to_string(octets * 2);
    case size_plan::negative:
      return "-" + own;
    case size_plan::overflowing:
      return "99999999999999999999" + own;
    case size_plan::missing:
      return {};
  }
  return own;
}

std::uint64_t announced_count(std::uint64_t count, const response_plan* plan) noexcept {
  if (plan == nullptr || !plan->lying_count) return count;
  plan->note(deviation::count);
  return count + 1;
}

void append_scan_line(std::string& out, const snapshot& of, std::uint64_t number, const response_plan* plan) {
  if (plan == nullptr || (plan->sizes == size_plan::own && !plan->wide)) {
    return wire::append_scan_listing(out, number, of.octets(number));
  }
  const std::string size = announced_size(of.octets(number), plan);
  wire::append_number(out, number);
  if (!size.empty()) out.append(gap(plan)).append(size);
}

void append_unique_id_line(std::string& out, const snapshot& of, std::uint64_t number, const response_plan* plan) {
  constexpr std::size_t overlong = 500;
  const auto ids = plan == nullptr ? unique_id_plan::own : plan->unique_ids;
  std::string unique_id = of.unique_id(ids == unique_id_plan::duplicated ? 1 : number);
  const bool kept = ids == unique_id_plan::own || (ids == unique_id_plan::duplicated && number == 1);
  if (!kept) plan->note(deviation::unique_ids);
  switch (ids) {
    case unique_id_plan::own:
    case unique_id_plan::duplicated:
      break;
    case unique_id_plan::missing:
      return wire::append_number(out, number);
    case unique_id_plan::changing:
      unique_id.append("-").append(std::to_string(plan->salt));
      break;
    case unique_id_plan::malformed:
      unique_id.insert(0, "not one word \x07\xff");
      break;
    case unique_id_plan::overlong:
      unique_id.append(overlong - std::min(overlong, unique_id.size()), 'x');
      break;
  }
  wire::append_number(out, number);
  out.append(gap(plan)).append(unique_id);
}

}  // namespace pop3kit::serving
