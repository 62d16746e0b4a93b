// Listings: LIST and UIDL of a large maildrop into objects, and TOP 0 of every message with the headers kept.
#include "support/contest.hpp"
#include "support/floor_client.hpp"
#include "support/mail_client.hpp"
#include "support/peers.hpp"
#include "support/stored_mailbox.hpp"
#include "support/upper_bound_server.hpp"

namespace {

constexpr std::size_t listed_messages = 100'000;
constexpr std::size_t listed_octets = 1024;
constexpr std::size_t topped_messages = 10'000;

std::uint64_t list_by_pop3kit(std::uint16_t port, const char* user, pop3kit::list_fields fields,
                              bench::memory_mark& memory) {
  pop3kit::client mail(bench::client_for(port, user, false));
  mail.connect().value();
  memory.mark_idle();
  return mail.list_messages(fields).value().size();
}

double wire_octets() {
  const bench::stored_mailbox listed(listed_messages, listed_octets);
  return static_cast<double>(listed.list().size() + listed.uidl().size());
}

}  // namespace

int main(int count, char** arguments) {
  const bench::server_process server =
      bench::start_upper_bound_server({{"listed", listed_messages, listed_octets}, {"topped", topped_messages, 4096}});
  const std::uint16_t port = server.ports().plain;
  bench::contest listing("list/100000");
  listing
      .between("floor",
               [port](bench::memory_mark&) {
                 return bench::floor_list(bench::floor_options(port, "listed")).replies * listed_messages / 2;
               })
      .between("pop3kit",
               [port](bench::memory_mark& memory) {
                 return list_by_pop3kit(port, "listed", pop3kit::list_fields::ids_only, memory);
               })
      .over(listed_messages)
      .noting("wire_octets", wire_octets());
  bench::enter_listing_peers(listing, {port, "listed", listed_messages});
  listing.enter();
  bench::contest headers("top/10000");
  headers
      .between("floor",
               [port](bench::memory_mark&) { return bench::floor_top(bench::floor_options(port, "topped")).replies; })
      .between("pop3kit",
               [port](bench::memory_mark& memory) {
                 return list_by_pop3kit(port, "topped", pop3kit::list_fields::headers, memory);
               })
      .over(topped_messages);
  bench::enter_header_peers(headers, {port, "topped", topped_messages});
  headers.enter();
  return bench::run_contests(count, arguments);
}
