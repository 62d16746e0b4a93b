#include "commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <pop3kit/client.hpp>

#include "bench/bench_report.hpp"
#include "bench/bench_target.hpp"
#include "bench/trials.hpp"
#include "console/command_error.hpp"
#include "console/interruption.hpp"
#include "console/output.hpp"
#include "console/progress_bar.hpp"
#include "console/standard_error.hpp"

namespace pop3kit::command {
namespace {

/// Enough for `automatic` to find out how many pay.
constexpr std::size_t automatic_most = 8;

struct amount {
  std::uint64_t messages = 0;
  std::uint64_t octets = 0;
};

/// Takes messages and keeps nothing of them.
class discarding_receiver final : public message_receiver {
 public:
  result<> begin(const message_info&) override { return {}; }
  result<> octets(const message_info&, std::span<const char>) override { return {}; }
  result<> end(const message_info&, const result<>&) override { return {}; }
};

class measurement {
 public:
  measurement(const bench_target& target, bool whole_messages) : target_(target), whole_messages_(whole_messages) {}

  /// One run from the first octet to the last message; its time is noted in `into`. A client of its own, which logs in
  /// anew: what further connections cost is part of what they bring.
  amount run(trial& into) const {
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

/// What was measured, and why some of it was not.
class measuring {
 public:
  measuring(const bench_arguments& given, const bench_target& target, const std::vector<connection_choice>& choices)
      : measured_(target, given.whole_messages),
        progress_("measuring", (given.rounds * choices.size()) + 1, !given.quiet) {
    report_.whole_messages = given.whole_messages;
    for (const connection_choice& each : choices) report_.trials.emplace_back(each);
    // The first run finds caches cold, at whichever end: it does not count. If it fails, there is nothing to measure.
    trial discarded{choices.front()};
    note(report_, measured_.run(discarded));
    progress_.advance();
    for (std::size_t round = 0; round < given.rounds && !over(); ++round) make_round(round);
  }

  [[nodiscard]] const trial_report& report() const noexcept { return report_; }
  /// Why runs failed; nothing if none did.
  [[nodiscard]] const std::optional<command_error>& trouble() const noexcept { return trouble_; }
  [[nodiscard]] bool broken_off() const noexcept { return failures_in_a_row_ == most_failures_in_a_row; }

 private:
  static constexpr std::size_t most_failures_in_a_row = 3;

  [[nodiscard]] bool over() const { return broken_off() || interruption_hold::interrupted(); }

  /// In turns, so that what changes meanwhile touches all alike.
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
      note(report_, measured_.run(of));
      failures_in_a_row_ = 0;
    } catch (const command_error& trouble) {
      ++of.failed;
      ++failures_in_a_row_;
      trouble_ = trouble;
    }
  }

  measurement measured_;
  progress_bar progress_;
  trial_report report_;
  std::optional<command_error> trouble_;
  std::size_t failures_in_a_row_ = 0;
};

/// What was measured is worth something even if some runs failed, or a signal came.
void conclude(const measuring& made, const bench_target& target, bool quiet) {
  const trial_report& report = made.report();
  if (report.interrupted && !quiet) {
    warn(fmt::format("{}: interrupted; the results are of the runs before", target.where()));
  }
  if (!made.trouble()) return;
  std::size_t failed = 0;
  for (const trial& each : report.trials) failed += each.failed;
  throw command_error(made.broken_off() ? made.trouble()->status() : exit_status::partial,
                      fmt::format("{} of the runs failed{}; the last: {}", failed,
                                  made.broken_off() ? ", and the others were not made" : "", made.trouble()->what()));
}

}  // namespace

void run_bench(const bench_arguments& given) {
  const std::vector<connection_choice> choices = parse_choices(given.choices);
  const bench_target target{given};
  // A signal ends the measuring after the run under way, and the command once the results are printed.
  const interruption_hold hold;
  const measuring made(given, target, choices);
  const trial_report& report = made.report();
  if (report.changed && !given.quiet) {
    warn(fmt::format("{}: the maildrop changed between runs; compare with care", target.where()));
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
