#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <pop3kit/simulation.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "mail_model.hpp"
#include "plan.hpp"
#include "workload.hpp"

namespace pop3kit::proof {

inline constexpr std::string_view user_name = "alice";

/// A world in which a plan's faults happen, and which looks for secrets in what is reported.
class faulty_world {
 public:
  faulty_world(const plan& what, mail_model& model, bool keeps_log);
  faulty_world(const faulty_world&) = delete;
  faulty_world& operator=(const faulty_world&) = delete;

  [[nodiscard]] simulation& world() noexcept { return world_; }
  [[nodiscard]] async_client make_client();
  [[nodiscard]] run_report& report() noexcept { return report_; }
  /// After the last client has gone: everything that is left over is a finding.
  [[nodiscard]] run_report finish();

  void begin_step(std::size_t step);
  /// Runs until `done`, and lets this step's upsets happen meanwhile; false if it never is.
  bool run_with_upsets(const std::function<bool()>& done);
  /// The same while no operation is under way.
  void let_upsets_happen();
  /// In this step.
  [[nodiscard]] bool changed() const noexcept { return changed_; }
  [[nodiscard]] std::chrono::nanoseconds jumped() const noexcept { return jumped_; }
  /// Other sessions have removed messages, so that numbers differ from session to session.
  [[nodiscard]] bool shared() const noexcept { return shared_; }
  /// Some listing tells ids, or sizes, that are not true.
  [[nodiscard]] bool lies_of_ids() const noexcept { return lies_of_ids_; }
  [[nodiscard]] bool lies_of_sizes() const noexcept { return lies_of_sizes_; }

  /// What an upset of that name does to the client; nothing if empty.
  std::function<void()> cancel;
  std::function<void()> close;

  void check_secrecy(std::string_view told);
  void log(std::string_view line);

 private:
  [[nodiscard]] simulated_link link_of(std::uint64_t connection);
  void upset(const planned_fault& fault);
  void check_window(const trace_event& event);
  void change_maildrop();
  void let_others_delete();

  const plan& plan_;
  mail_model& model_;
  simulation world_;
  run_report report_;
  bool keeps_log_;
  bool lies_of_ids_ = false;
  bool lies_of_sizes_ = false;
  bool shared_ = false;
  std::vector<planned_fault> due_;  // of this step, in order
  bool changed_ = false;
  std::chrono::nanoseconds jumped_{};
  std::uint64_t changes_ = 0;
  std::map<std::uint64_t, std::int64_t> waiting_;  // commands, by connection
};

}  // namespace pop3kit::proof
