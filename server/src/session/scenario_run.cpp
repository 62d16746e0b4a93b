#include "session/scenario_run.hpp"

#include "rules/action_effects.hpp"

namespace pop3kit::serving {
namespace {

// Separates the random streams of rules and of network conditions, which both have indices from 0.
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
      rules(description->rules, seed + rule_stream,
            [this](rule_change change, const rule_book::entry& which) { follow(change, which); }),
      network(description->network, seed, network_stream),
      tls(description->tls, seed + tls_stream, std::move(certificates)),
      gates(executor),
      journal(*description, time, started, options.journal_entries, options.on_event),
      expectations(
          *description, time, executor, journal.secrets(),
          [this](std::uint64_t connection, const std::string& difference) {
            peer about;
            about.connection = connection;
            journal.note(about, journal_kind::expectation, difference);
          },
          options.strict),
      authenticator(*description),
      maildrops(description->accounts) {
  options.autologout = description->autologout.value_or(options.autologout);
  if (description->hooks) hooks = description->hooks->make(time, seed);
  for (const rule_book::entry& each : rules.entries()) expectations.rule_came(each.number, title_of(*each.what));
  for (const auto& [name, owner] : description->accounts) rules.engine().know(name);
}

/// Records changes of the rules in the journal and in the expectations.
void scenario_run::follow(rule_change change, const rule_book::entry& which) {
  const std::string number = "rule " + std::to_string(which.number);
  const std::string title = title_of(*which.what);
  if (change == rule_change::removed) {
    journal.note_control(number + " removed: " + title);
    return expectations.rule_left(which.number);
  }
  const bool is_new = change == rule_change::added;
  if (!is_new) expectations.rule_left(which.number);
  expectations.rule_came(which.number, title);
  journal.note_control(number + (is_new ? " added: " : " now: ") + title + ": " + to_text(which.what->what));
}

server_report scenario_run::report() const {
  server_report made = expectations.report();
  made.seed = seed;
  return made;
}

delivery scenario_run::deliver(std::string_view user, const std::shared_ptr<const mailbox_source>& mail) {
  const delivery outcome = maildrops.deliver(user, mail);
  if (outcome == delivery::done) note_delivery({}, user, *mail);
  return outcome;
}

void scenario_run::note_delivery(std::string_view by, std::string_view user, const mailbox_source& mail) {
  std::string text(by);
  text.append(user).append(": delivered ").append(std::to_string(mail.count()));
  journal.note_control(text);
}

bool scenario_run::remove(std::string_view user, std::uint64_t number) {
  if (!maildrops.remove(user, number)) return false;
  journal.note_control(std::string(user) + ": removed message " + std::to_string(number));
  return true;
}

bool scenario_run::release(const peer& about, std::string_view gate) {
  if (!gates.open(gate)) return false;
  journal.note(about, journal_kind::control, "released " + std::string(gate));
  return true;
}

/// The text is shortened here because the verdict stores it too.
void scenario_run::fail(const peer& about, std::string_view why) {
  std::string shown = journal.shortened(why);
  journal.note(about, journal_kind::hook_error, shown);
  expectations.hook_failed(std::move(shown));
}

void scenario_run::happened(const peer& about, std::string_view event, std::string_view argument) {
  expectations.happened({about.connection, event, argument, about.user});
}

}  // namespace pop3kit::serving
