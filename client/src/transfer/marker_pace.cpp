#include "transfer/marker_pace.hpp"

#include <algorithm>

namespace pop3kit::engine {

namespace {

constexpr std::size_t growth = 4;
/// A loss of the session costs at most about this many octets, and one message.
constexpr std::uint64_t octets_between_markers = 256ULL * 1024;

}  // namespace

void marker_pace::note_message(shown_by_size shown, std::uint64_t expected_octets) noexcept {
  last_may_show_ = shown != shown_by_size::no;
  if (shown == shown_by_size::surely) {
    note_sure_reply();
  } else {
    ++unmarked_;
    unmarked_octets_ += expected_octets;
  }
}

void marker_pace::note_sure_reply() noexcept {
  unmarked_ = 0;
  unmarked_octets_ = 0;
}

void marker_pace::note_marker() noexcept {
  note_sure_reply();
  between_ = std::min(growth * between_, most_between);
}

void marker_pace::note_conclusion(std::size_t messages_in_flight) noexcept {
  unmarked_ = std::min(unmarked_, messages_in_flight);
  if (unmarked_ == 0) unmarked_octets_ = 0;
}

bool marker_pace::is_due(bool only_last_left, bool sizes_show) const noexcept {
  // The next message may cause another loss of the connection.
  if (only_last_left) return unmarked_ != 0;
  if (unmarked_octets_ >= octets_between_markers) return true;
  // While sizes may still prove to show the places, fewer markers are needed.
  const bool counts_on_sizes = last_may_show_ && !sizes_show;
  return unmarked_ >= (counts_on_sizes ? most_between : between_);
}

}  // namespace pop3kit::engine
