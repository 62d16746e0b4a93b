#include "support/embedded_server.hpp"

#include <unistd.h>

#include <pop3kit/server.hpp>

namespace bench {

server_process start_embedded_server(const std::string& scenario, std::size_t journal_entries) {
  return server_process([&](const std::function<void(server_ports)>& ready) {
    pop3kit::server_options options;
    options.journal_entries = journal_entries;
    pop3kit::server served(pop3kit::scenario::parse(scenario).value(), options);
    served.start().value();
    ready({served.port().value_or(0), served.tls_port().value_or(0)});
    for (;;) pause();
  });
}

}  // namespace bench
