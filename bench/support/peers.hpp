#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "support/contest.hpp"

/// Clients of other projects that do the same work. Includes those whose packages are installed, at build time for
/// libraries and at run time for programs.
namespace bench {

/// Work on messages 1 to `count`.
struct peer_job {
  peer_job(std::uint16_t at, std::string who, std::size_t messages) : port(at), user(std::move(who)), count(messages) {}
  std::uint16_t port;
  std::string user;
  std::size_t count;
};

/// Enters every peer into the contest: libcurl, libetpan, Python's poplib and mpop. Only mpop sends commands without
/// waiting for replies. Connections are plain. Messages are discarded, except that mpop writes them to an mbox in
/// memory.
void enter_peers(contest& into, const peer_job& job);

/// Enters libetpan and poplib into a contest of LIST and UIDL. Both keep sizes and unique-ids.
void enter_listing_peers(contest& into, const peer_job& job);

/// Enters libetpan and poplib into a contest of TOP n 0. Both discard the headers.
void enter_header_peers(contest& into, const peer_job& job);

}  // namespace bench
