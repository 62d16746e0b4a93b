#include "commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <pop3kit/client.hpp>
#include <pop3kit/server.hpp>
#include <string_view>
#include <utility>

#include "arguments/read_secret.hpp"
#include "bench/trial_report.hpp"
#include "console/interruption.hpp"
#include "console/progress_bar.hpp"
#include "console/standard_streams.hpp"
#include "scenario/load_scenario.hpp"

namespace pop3kit::command {
namespace {

bool is_url(const std::string& text) {
  return text.find("://") != std::string::npos;
}

/// Returns the account of the scenarios that come with the command, unless the arguments name another.
credentials login_of(const client_arguments& given) {
  const bool told = given.password_env || given.password_file;
  return {given.user.empty() ? "alice" : given.user, told ? read_password(given) : "s3cret"};
}

/// Refuses options that have no effect on a server of this process.
void require_servable(const client_arguments& given) {
  const std::array<std::pair<std::string_view, bool>, 10> without_effect{{
      {"--auth", !given.mechanism.empty()},
      {"--token-env", given.token_env.has_value()},
      {"--proxy", !given.proxy.empty()},
      {"--proxy-password-env", given.proxy_password_env.has_value()},
      {"--ca-file", !given.ca_file.empty()},
      {"--certificate", !given.certificate.empty()},
      {"--private-key", !given.private_key.empty()},
      {"--pin", !given.pin.empty()},
      {"--tls-minimum", !given.tls_minimum.empty()},
      {"--insecure", given.insecure},
  }};
  for (const auto& [option, is_given] : without_effect) {
    if (!is_given) continue;
    throw usage_error(
        fmt::format("{} is for a URL, and '{}' is a scenario file; leave it out, or name a server", option, given.url));
  }
}

/// The server to measure: that of a URL, or one that serves a scenario in this process as long as this object exists.
class bench_target {
 public:
  /// Sends nothing. Throws command_error if arguments or files cannot be used.
  explicit bench_target(const client_arguments& given);

  [[nodiscard]] const client_options& options() const noexcept { return options_; }
  /// Returns "host:port", or the name of the scenario's file.
  [[nodiscard]] const std::string& where() const noexcept { return where_; }

 private:
  void serve(const client_arguments& given);

  std::unique_ptr<server> server_;
  client_options options_;
  std::string where_;
};

bench_target::bench_target(const client_arguments& given) : where_(given.url) {
  if (!is_url(given.url)) {
    serve(given);
    return;
  }
  const server_url url = parse_server_url(given.url);
  options_ = to_client_options(given, url);
  where_ = url.where();
}

void bench_target::serve(const client_arguments& given) {
  require_servable(given);
  server_ = std::make_unique<server>(load_scenario(given.url));
  options_.login = login_of(given);
  if (!given.timeout.empty()) options_.timeout = parse_time_span(given.timeout, "--timeout");
  if (given.pipelining == "off") options_.pipeline = pipelining::off;
  if (const result<> started = server_->start(); !started) {
    throw command_error(exit_status_of(started.error()),
                        fmt::format("{}: cannot serve it: {}", where_, started.error().message()));
  }
  const bool implicit_tls = !given.plaintext && server_->tls_port();
  const std::optional<std::uint16_t> port = implicit_tls ? server_->tls_port() : server_->port();
  if (!port) throw usage_error(fmt::format("{}: has no plain listener; leave out --plaintext", where_));
  options_.host = "127.0.0.1";
  options_.port = *port;
  options_.protection = implicit_tls ? security::implicit : given.plaintext ? security::none : security::stls;
  options_.tls.ca_pem = server_->ca_pem();
}

/// Enough connections for `automatic` to find how many help.
constexpr std::size_t automatic_most = 8;

/// How much one run read.
struct amount {
  std::uint64_t messages = 0;
  std::uint64_t octets = 0;
};

/// Accepts messages and keeps nothing of them.
class discarding_receiver final : public message_receiver {
 public:
  result<> begin(const message_info&) override { return {}; }
  result<> octets(const message_info&, std::span<const char>) override { return {}; }
  result<> end(const message_info&, const result<>&) override { return {}; }
};

/// Reads the maildrop once, and measures how long that takes.
class single_run {
 public:
  single_run(const bench_target& target, bool whole_messages) : target_(target), whole_messages_(whole_messages) {}

  /// Reads from the first octet to the last message, and notes the time in `into`. A new client logs in for each run,
  /// because the time to open further connections counts too.
  amount make(trial& into) const {
    client mail{options_for(into.choice)};
    const auto began = std::chrono::steady_clock::now();
    const amount done = whole_messages_ ? fetch(mail) : list(mail);
    into.seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
    const connection_report& report = mail.last_report();
    into.opened = std::max(into.opened, report.opened);
    into.refused += report.refused;
    static_cast<void>(mail.quit());
    return done;
  }

 private:
  [[nodiscard]] client_options options_for(const connection_choice& choice) const {
    client_options options = target_.options();
    options.connections_quantity = choice.value_or(automatic_most);
    options.multi = choice ? multi_connection::enable : multi_connection::automatic;
    return options;
  }

  [[nodiscard]] amount fetch(client& mail) const {
    discarding_receiver nowhere;
    const transfer_report done = need(mail.save_messages(nowhere));
    return {done.messages, done.octets};
  }

  [[nodiscard]] amount list(client& mail) const {
    const message_listing listed = need(mail.list_messages());
    if (mail.last_report().headers_refused > 0) {
      throw command_error(
          exit_status::refused,
          fmt::format("{}: the server refuses TOP; measure whole messages with --fetch", target_.where()));
    }
    amount done{listed.size(), 0};
    for (const auto& each : mail.last_report().connections) done.octets += each.octets;
    return done;
  }

  template <class T>
  T need(result<T> got) const {
    if (got) return std::move(*got);
    throw command_error(exit_status_of(got.error()), fmt::format("{}: {}", target_.where(), got.error().message()));
  }

  const bench_target& target_;
  bool whole_messages_;
};

void note(trial_report& report, const amount& done) {
  if (report.messages != 0 && report.messages != done.messages) report.changed = true;
  report.messages = done.messages;
  report.octets = done.octets;
}

/// Makes all runs, and notes why some failed.
class measurement {
 public:
  measurement(const bench_arguments& given, const bench_target& target, const std::vector<connection_choice>& choices)
      : run_(target, given.whole_messages), progress_("measuring", (given.rounds * choices.size()) + 1, !given.quiet) {
    report_.whole_messages = given.whole_messages;
    for (const connection_choice& each : choices) report_.trials.emplace_back(each);
    // The first run does not count, because it finds the caches of both ends empty. If it fails, nothing can be
    // measured.
    trial discarded{choices.front()};
    note(report_, run_.make(discarded));
    progress_.advance();
    for (std::size_t round = 0; round < given.rounds && !over(); ++round) make_round(round);
  }

  [[nodiscard]] const trial_report& report() const noexcept { return report_; }
  /// Why the last run that failed did so; no value if none failed.
  [[nodiscard]] const std::optional<command_error>& trouble() const noexcept { return trouble_; }
  /// Whether the measurement ended early because run after run failed.
  [[nodiscard]] bool ended_early() const noexcept { return failures_in_a_row_ == most_failures_in_a_row; }

 private:
  static constexpr std::size_t most_failures_in_a_row = 3;

  [[nodiscard]] bool over() const { return ended_early() || interruption_hold::interrupted(); }

  /// Each round begins with another choice, so that changes over time affect all choices alike.
  void make_round(std::size_t round) {
    ++report_.rounds;
    for (std::size_t turn = 0; turn < report_.trials.size() && !over(); ++turn) {
      make_run(report_.trials[(round + turn) % report_.trials.size()]);
      progress_.advance();
    }
    report_.interrupted = interruption_hold::interrupted();
  }

  void make_run(trial& of) {
    try {
      note(report_, run_.make(of));
      failures_in_a_row_ = 0;
    } catch (const command_error& trouble) {
      ++of.failed;
      ++failures_in_a_row_;
      trouble_ = trouble;
    }
  }

  single_run run_;
  progress_bar progress_;
  trial_report report_;
  std::optional<command_error> trouble_;
  std::size_t failures_in_a_row_ = 0;
};

/// Says why the results are incomplete, after they were printed. Throws command_error if a run failed.
void conclude(const measurement& made, const bench_target& target, bool quiet) {
  const trial_report& report = made.report();
  if (report.interrupted && !quiet) {
    warn(fmt::format("{}: interrupted; the results are from the runs before that", target.where()));
  }
  if (!made.trouble()) return;
  std::size_t failed = 0;
  for (const trial& each : report.trials) failed += each.failed;
  throw command_error(made.ended_early() ? made.trouble()->status() : exit_status::partial,
                      fmt::format("{} of the runs failed{}; the last: {}", failed,
                                  made.ended_early() ? ", and the rest was not run" : "", made.trouble()->what()));
}

}  // namespace

void run_bench(const bench_arguments& given) {
  const std::vector<connection_choice> choices = parse_choices(given.choices);
  const bench_target target{given};
  // After a signal, the present run is completed and the results are printed before the command ends.
  const interruption_hold hold;
  const measurement made(given, target, choices);
  const trial_report& report = made.report();
  if (report.changed && !given.quiet) {
    warn(fmt::format("{}: the maildrop changed between runs, so the results may not be comparable", target.where()));
  }
  if (given.json) {
    standard_output().line(bench_json(report));
  } else {
    standard_output().write(bench_table(report));
  }
  standard_output().flush();
  conclude(made, target, given.quiet);
}

}  // namespace pop3kit::command
