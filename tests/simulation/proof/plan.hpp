#pragma once

#include <chrono>
#include <cstdint>
#include <pop3kit/simulation.hpp>
#include <string>
#include <vector>

namespace pop3kit::proof {

/// What the workload does next.
enum class action : std::uint8_t {
  connect,
  validate,
  stat,
  list_ids,
  list_unique_ids,
  list_headers,
  list_some,
  info,
  size,
  headers,
  top,
  fetch,
  save,
  headers_of_many,
  fetch_many,
  save_all,
  erase,
  erase_all,
  undelete,
  commit,
  quit,
  noop,
  pause,
  close,
  idle,
};

struct work_step {
  action what = action::noop;
  bool by_id = false;
  std::uint64_t pick = 0;  ///< which message, modulo how many there are
};

/// What goes wrong. Each can be left out without changing the others, which is what shrinking needs.
struct planned_fault {
  enum class kind : std::uint8_t {
    link,     ///< something happens to a connection at an octet
    outcome,  ///< a connection is not made
    reply,    ///< the server answers otherwise than it should
    upset,    ///< something happens to the world after so many pieces of work of a step
  };
  enum class upset : std::uint8_t { cancel, close, restart, restart_changed, jump, others_delete };

  planned_fault() = default;
  kind what = kind::link;
  /// The first connection on which a reply's verb comes.
  static constexpr std::uint64_t whichever = 0;
  std::uint64_t connection = 1;
  link_event event;
  connect_outcome outcome = connect_outcome::refused;
  std::string verb;     ///< of a reply
  std::string reply;    ///< in place of the response, or
  std::string fault;    ///< a fault of scenarios by its name
  bool always = false;  ///< each time the verb comes, not only once
  std::size_t step = 0;
  std::uint64_t after = 0;
  upset happening = upset::cancel;
};

[[nodiscard]] std::string describe(const planned_fault& fault);
[[nodiscard]] std::string describe(const work_step& step);

/// Everything that one seed decides beforehand.
struct plan {
  plan() = default;
  std::uint64_t seed = 0;
  std::vector<stored_message> messages;
  std::vector<work_step> steps;
  std::vector<planned_fault> faults;
  simulated_link link;                          ///< what every connection is like, faults apart
  std::chrono::nanoseconds scenario_latency{};  ///< of the scenario's network, in each direction
  std::chrono::nanoseconds look{};              ///< the time that passes at each look at the clock
  security protection = security::none;
  std::string mechanism = "USER";
  pipelining pipeline = pipelining::automatic;
  multi_connection multi = multi_connection::disable;
  std::size_t connections = 1;
  std::size_t reconnections = 0;
  std::chrono::nanoseconds timeout{};
  std::chrono::nanoseconds keep_alive{};
};

[[nodiscard]] plan make_plan(std::uint64_t seed);
[[nodiscard]] std::string describe(const plan& what);

class dice;
/// One message of the seed's kind of awkwardness. `ordinal` makes it one of a kind.
[[nodiscard]] stored_message make_message(dice& chance, std::uint64_t ordinal);

}  // namespace pop3kit::proof
