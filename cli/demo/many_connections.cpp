#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <pop3kit/server.hpp>

#include "demo/tour.hpp"

namespace pop3kit::command {
namespace {

client_options options_for(const server& listening, const dialogue& wire) {
  client_options options{"127.0.0.1", listening.tls_port().value_or(0), credentials{"alice", "s3cret"},
                         security::implicit};
  options.tls.ca_pem = listening.ca_pem();
  options.trace = wire.sink();
  return options;
}

/// By the server's own clock, from the first command that concerns the listing to the last.
std::chrono::milliseconds span_of(const server& listening, std::size_t first_entry) {
  const std::vector<journal_entry> entries = listening.journal();
  if (entries.size() <= first_entry) return {};
  return std::chrono::duration_cast<std::chrono::milliseconds>(entries.back().at - entries[first_entry].at);
}

void show_report(findings& found, const connection_report& report) {
  for (const connection_report::connection& each : report.connections) {
    found.show(fmt::format("connection {}: {} messages, {} octets", each.ordinal, each.messages, each.octets));
  }
}

bool same(const message_listing& left, const message_listing& right) {
  return std::ranges::equal(left, right, [](const message_info& one, const message_info& other) {
    const bool subjects_agree = one.headers && other.headers && one.headers->subject() == other.headers->subject();
    return one.sequence_number == other.sequence_number && one.unique_id == other.unique_id && one.size == other.size &&
           subjects_agree;
  });
}

}  // namespace

void compare_connections(narrator& tells, const scenario& shared) {
  server listening{shared};
  listening.start().value();
  message_listing by_one;
  client single{options_for(listening, tells.wire())};
  tells.operation("The listing with headers, over one connection.", "mail.list_messages().value()",
                  [&](findings& found) {
                    single.connect().value();
                    const std::size_t before = listening.journal().size();
                    by_one = single.list_messages().value();
                    found.show(fmt::format("{} messages in {} ms", by_one.size(), span_of(listening, before).count()));
                    found.check(!by_one.empty(), "there is mail");
                    single.quit().value();
                  });
  client several{options_for(listening, tells.wire())};
  tells.operation("The same over up to five.",
                  "mail.connections_quantity(5);\n     mail.use_multi_connection(pop3kit::multi_connection::enable);\n"
                  "     mail.list_messages().value()",
                  [&](findings& found) {
                    several.connections_quantity(5);
                    several.use_multi_connection(multi_connection::enable);
                    several.connect().value();
                    const std::size_t before = listening.journal().size();
                    const message_listing by_five = several.list_messages().value();
                    found.show(fmt::format("{} messages in {} ms", by_five.size(), span_of(listening, before).count()));
                    show_report(found, several.last_report());
                    found.check(same(by_one, by_five), "the same listing, message by message");
                    found.check(several.last_report().opened > 1, "several connections carried it");
                  });
}

}  // namespace pop3kit::command
