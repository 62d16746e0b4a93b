#include "session/scenario_run.hpp"

#include "rules/rule_wording.hpp"

namespace pop3kit::serving {
namespace {

// What keeps the streams of rules and network conditions apart, though both are numbered from 0.
constexpr std::uint64_t rule_stream = 2;
constexpr std::uint64_t network_stream = 3;
constexpr std::uint64_t tls_stream = 4;

}  // namespace

scenario_run::scenario_run(net::asio::any_io_executor executor, net::clock& time,
                           std::shared_ptr<const scenario::description> what, const service_options& options,
                           identity certificates)
    : executor_(std::move(executor)),
      time_(time),
      started_(time.now()),
      what_(std::move(what)),
      options_(options),
      seed_(options.seed.value_or(what_->seed)),
      rules_(what_->rules, seed_ + rule_stream),
      network_(what_->network, seed_, network_stream),
      tls_(what_->tls, seed_ + tls_stream, std::move(certificates)),
      gates_(executor_),
      journal_(*what_, time_, started_, options.journal_entries, options.on_event),
      expectations_(
          *what_, time_, executor_, journal_.secrets(),
          [this](std::uint64_t connection, const std::string& difference) { note_failure(connection, difference); }),
      authenticator_(*what_),
      maildrops_(what_->accounts) {
  options_.autologout = what_->autologout.value_or(options_.autologout);
  if (what_->hooks) hooks_ = what_->hooks->make(time_, executor_, seed_);
  for (const rule_book::entry& each : rules_.entries()) expectations_.rule_came(each.number, name_of(*each.what));
  for (const auto& [name, owner] : what_->accounts) rules_.engine().know(name);
}

/// The verdict keeps the text as well, so it is shortened here.
void scenario_run::script_failed(const peer& about, std::string_view what) {
  std::string shown = journal_.shortened(what);
  journal_.note(about, journal_kind::hook_error, shown);
  expectations_.hook_failed(std::move(shown));
}

void scenario_run::happened(const peer& about, std::string_view event, std::string_view argument) {
  expectations_.happened({about.connection, event, argument, about.user});
}

void scenario_run::note_failure(std::uint64_t connection, const std::string& difference) {
  peer about;
  about.connection = connection;
  journal_.note(about, journal_kind::expectation, difference);
}

}  // namespace pop3kit::serving
