#include "support/peer_servers.hpp"

#ifdef POP3KIT_BENCH_SERVERS
#include <unistd.h>

#include <utility>

#include "interop/peers/peer.hpp"
#include "support/stored_mailbox.hpp"
#endif

namespace bench {

#ifdef POP3KIT_BENCH_SERVERS

peer_servers start_peer_servers(std::size_t count, std::size_t octets) {
  peer_servers made;
  if (geteuid() != 0) return made;
  const stored_mailbox messages(count, octets);
  std::vector<std::string> files;
  for (std::size_t position = 0; position < count; ++position) files.push_back(messages.file(position));
  auto running = std::make_shared<std::vector<std::unique_ptr<pop3kit::interop::peer>>>();
  for (const pop3kit::interop::peer_kind& kind : {pop3kit::interop::courier(), pop3kit::interop::cyrus()}) {
    const auto& one = running->emplace_back(kind.start(files));
    made.started.push_back({kind.name, one->port(pop3kit::security::none), "alice", "s3cret", count});
  }
  made.processes = std::move(running);
  return made;
}

#else

peer_servers start_peer_servers(std::size_t, std::size_t) {
  return {};
}

#endif

}  // namespace bench
