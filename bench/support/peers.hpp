#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "support/contest.hpp"

/// Clients that others wrote, doing the same work: those whose packages were there when this was built, or are there
/// now.
namespace bench {

/// Work on messages 1 to `count`.
struct peer_job {
  peer_job(std::uint16_t at, std::string who, std::size_t messages) : port(at), user(std::move(who)), count(messages) {}
  std::uint16_t port;
  std::string user;
  std::size_t count;
};

/// Enters every peer into the contest: libcurl, libetpan, Python's poplib, and mpop, which is the only one that sends
/// commands without waiting for replies. Plain connections; messages are thrown away, by mpop into an mbox in memory.
void enter_peers(contest& into, const peer_job& job);

/// Enters libetpan and poplib into a contest of LIST and UIDL. Both keep sizes and unique-ids.
void enter_listing_peers(contest& into, const peer_job& job);

/// Enters libetpan and poplib into a contest of TOP n 0. Both throw the headers away.
void enter_header_peers(contest& into, const peer_job& job);

}  // namespace bench
