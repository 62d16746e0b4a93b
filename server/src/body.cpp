#include "body.hpp"

#include "wire/listing.hpp"

namespace pop3kit::serving {
namespace {

constexpr std::string_view terminator = ".\r\n";

}  // namespace

message_body::message_body(std::shared_ptr<const message_content> content, bool stuff_dots)
    : content_(std::move(content)), octets_(content_->octets()), stuff_dots_(stuff_dots) {}

message_body::message_body(std::shared_ptr<const message_content> content, bool stuff_dots, std::uint64_t top_lines)
    : message_body(std::move(content), stuff_dots) {
  top_.emplace(top_lines);
}

bool message_body::produce(std::string& out, std::span<char> scratch) {
  const std::size_t got = offset_ < octets_ ? content_->read(offset_, scratch) : 0;
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
  const std::size_t limit = out.size() + scratch.size();
  for (; next_ <= of_->highest() && out.size() < limit; ++next_) {
    if (of_->deleted(next_)) continue;
    if (what_ == kind::sizes) {
      append_scan_line(out, *of_, next_, plan_);
    } else {
      append_unique_id_line(out, *of_, next_, plan_);
    }
    out.append("\r\n");
  }
  if (next_ <= of_->highest()) return false;
  out.append(terminator);
  return true;
}

bool text_body::produce(std::string& out, std::span<char> /*scratch*/) {
  out.append(lines_).append(terminator);
  return true;
}

std::uint64_t announced(std::uint64_t octets, const response_plan* plan) noexcept {
  return plan != nullptr && plan->lying_sizes ? octets * 2 : octets;
}

void append_scan_line(std::string& out, const snapshot& of, std::uint64_t number, const response_plan* plan) {
  wire::append_scan_listing(out, {number, announced(of.octets(number), plan)});
}

void append_unique_id_line(std::string& out, const snapshot& of, std::uint64_t number, const response_plan* plan) {
  const auto ids = plan == nullptr ? unique_id_plan::own : plan->unique_ids;
  if (ids == unique_id_plan::missing) {
    out.append(std::to_string(number));
    return;
  }
  const std::string unique_id = of.unique_id(ids == unique_id_plan::duplicated ? 1 : number);
  wire::append_unique_id_listing(out, {number, unique_id});
}

}  // namespace pop3kit::serving
