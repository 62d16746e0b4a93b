#include "session/scenario_run.hpp"

#include "rules/rule_wording.hpp"

namespace pop3kit::serving {
namespace {

// What keeps the streams of rules and network conditions apart, though both are numbered from 0.
constexpr std::uint64_t rule_stream = 2;
constexpr std::uint64_t network_stream = 3;
constexpr std::uint64_t tls_stream = 4;

}  // namespace

scenario_run::scenario_run(net::asio::any_io_executor on, net::clock& clock,
                           std::shared_ptr<const scenario::description> played, const service_options& chosen,
                           identity certificates)
    : executor(std::move(on)),
      time(clock),
      started(clock.now()),
      description(std::move(played)),
      options(chosen),
      seed(chosen.seed.value_or(description->seed)),
      rules(description->rules, seed + rule_stream),
      network(description->network, seed, network_stream),
      tls(description->tls, seed + tls_stream, std::move(certificates)),
      gates(executor),
      journal(*description, time, started, options.journal_entries, options.on_event),
      expectations(*description, time, executor, journal.secrets(),
                   [this](std::uint64_t connection, const std::string& difference) {
                     peer about;
                     about.connection = connection;
                     journal.note(about, journal_kind::expectation, difference);
                   }),
      authenticator(*description),
      maildrops(description->accounts) {
  options.autologout = description->autologout.value_or(options.autologout);
  if (description->hooks) hooks = description->hooks->make(time, executor, seed);
  for (const rule_book::entry& each : rules.entries()) expectations.rule_came(each.number, name_of(*each.what));
  for (const auto& [name, owner] : description->accounts) rules.engine().know(name);
}

/// The verdict keeps the text as well, so it is shortened here.
void scenario_run::fail(const peer& about, std::string_view why) {
  std::string shown = journal.shortened(why);
  journal.note(about, journal_kind::hook_error, shown);
  expectations.hook_failed(std::move(shown));
}

void scenario_run::happened(const peer& about, std::string_view event, std::string_view argument) {
  expectations.happened({about.connection, event, argument, about.user});
}

}  // namespace pop3kit::serving
