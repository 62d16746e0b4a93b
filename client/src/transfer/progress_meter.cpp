#include "transfer/progress_meter.hpp"

namespace pop3kit::engine {

namespace {

constexpr std::uint64_t octets_between_reports = 64ULL * 1024;

}  // namespace

void progress_meter::expect(std::uint64_t messages, std::uint64_t octets) noexcept {
  so_far_.messages_total = messages;
  so_far_.octets_total = octets;
}

void progress_meter::add_octets(std::uint64_t octets) {
  so_far_.octets_done += octets;
  untold_octets_ += octets;
  if (untold_octets_ >= octets_between_reports) tell();
}

void progress_meter::finish_message() {
  ++so_far_.messages_done;
  tell();
}

void progress_meter::begin_waiting() {
  ++waiting_;
  if (listener_) listener_();
}

void progress_meter::tell() {
  untold_octets_ = 0;
  if (watcher_) watcher_(so_far_);
}

}  // namespace pop3kit::engine
