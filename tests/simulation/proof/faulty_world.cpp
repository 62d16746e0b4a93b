#include "faulty_world.hpp"

#include <algorithm>
#include <array>

#include "dice.hpp"
#include "held_messages.hpp"
#include "scenario/description.hpp"

namespace pop3kit::proof {

namespace {

using kind = planned_fault::kind;

constexpr std::string_view password = "pw-Zx81-Qa77";
/// As it stands, as LOGIN sends it, and as it ends in what PLAIN sends.
constexpr std::array<std::string_view, 3> forms_of_password{password, "cHctWng4MS1RYTc3", "AHB3LVp4ODEtUWE3Nw=="};
constexpr std::uint64_t dice_of_changes = 50;

serving::rule rule_of(const planned_fault& fault) {
  serving::rule made;
  made.who.on = fault.verb;
  if (fault.connection != planned_fault::whichever) {
    made.who.connection = serving::ordinal_range{fault.connection, fault.connection};
  }
  if (!fault.always) made.who.times = 1;
  if (fault.fault.empty()) {
    made.what.reply = fault.reply;
  } else {
    made.what.faults.push_back(fault.fault);
  }
  return made;
}

scenario scenario_of(const plan& what) {
  auto made = std::make_shared<pop3kit::scenario::description>();
  made->title = "proof";
  made->seed = what.seed;
  serving::account owner;
  owner.name = user_name;
  owner.password = password;
  owner.mailbox = simulated::hold_messages(what.messages);
  owner.lock = what.connections == 1;
  made->accounts.emplace(owner.name, owner);
  made->listen.starttls = what.protection == security::stls;
  made->listen.tls = what.protection == security::implicit;
  for (const planned_fault& fault : what.faults) {
    if (fault.what == kind::reply) made->rules.push_back(rule_of(fault));
  }
  if (what.scenario_latency.count() != 0) {
    serving::network_condition& slow = made->network.emplace_back();
    slow.plan.outgoing.latency = what.scenario_latency;
    slow.plan.incoming.latency = what.scenario_latency;
  }
  return scenario(std::move(made));
}

std::uint64_t mix(std::uint64_t digest, std::uint64_t value) noexcept {
  constexpr std::uint64_t prime = 0x100000001B3U;
  return (digest ^ value) * prime;
}

}  // namespace

faulty_world::faulty_world(const plan& what, mail_model& model, bool keeps_log)
    : plan_(what), model_(model), world_(what.seed), keeps_log_(keeps_log) {
  for (const planned_fault& fault : what.faults) {
    if (fault.verb == "UIDL" && fault.fault != "late_terminator") lies_of_ids_ = true;
    if (fault.fault == "lying_size") lies_of_sizes_ = true;
  }
  model_.replace(what.messages);
  world_.pass_at_each_look(what.look);
  world_.serve(scenario_of(what));
  world_.network([this](std::uint64_t connection) { return link_of(connection); });
}

async_client faulty_world::make_client() {
  client_options options("", 0, credentials(std::string(user_name), std::string(password)), plan_.protection);
  options.login.mechanism = plan_.mechanism;
  options.timeout = plan_.timeout;
  options.pipeline = plan_.pipeline;
  options.connections_quantity = plan_.connections;
  options.multi = plan_.multi;
  options.reconnect.attempts = plan_.reconnections;
  options.keep_alive = plan_.keep_alive;
  options.trace = [this](const trace_event& event) {
    check_secrecy(event.text);
    check_window(event);
    log("    [" + std::to_string(event.connection) + "] " + event.text);
  };
  return world_.make_client(std::move(options));
}

simulated_link faulty_world::link_of(std::uint64_t connection) {
  simulated_link link = plan_.link;
  for (const planned_fault& fault : plan_.faults) {
    if (fault.connection != connection) continue;
    if (fault.what == kind::link) link.events.push_back(fault.event);
    if (fault.what == kind::outcome) link.outcome = fault.outcome;
  }
  return link;
}

void faulty_world::begin_step(std::size_t step) {
  changed_ = false;
  jumped_ = {};
  due_.clear();
  for (const planned_fault& fault : plan_.faults) {
    if (fault.what == kind::upset && fault.step == step) due_.push_back(fault);
  }
  std::ranges::stable_sort(due_, {}, &planned_fault::after);
}

bool faulty_world::run_with_upsets(const std::function<bool()>& done) {
  const std::uint64_t began = world_.steps();
  for (const planned_fault& fault : due_) {
    const std::uint64_t moment = began + fault.after;
    if (!world_.run_until([&] { return done() || world_.steps() >= moment; })) return false;
    if (done()) break;
    upset(fault);
  }
  due_.clear();
  return world_.run_until(done);
}

void faulty_world::let_upsets_happen() {
  for (const planned_fault& fault : due_) upset(fault);
  due_.clear();
}

void faulty_world::upset(const planned_fault& fault) {
  log("  " + describe(fault));
  ++report_.faults;
  switch (fault.happening) {
    case planned_fault::upset::cancel:
      if (cancel) cancel();
      break;
    case planned_fault::upset::close:
      if (close) close();
      break;
    case planned_fault::upset::restart:
      model_.observe(world_.maildrop(user_name));
      world_.restart();
      break;
    case planned_fault::upset::restart_changed:
      change_maildrop();
      break;
    case planned_fault::upset::others_delete:
      let_others_delete();
      break;
    case planned_fault::upset::jump:
      jumped_ += fault.event.lasting;
      world_.jump(fault.event.lasting);
      break;
  }
}

/// Some messages are gone, some are new, and the numbers are others.
void faulty_world::change_maildrop() {
  model_.observe(world_.maildrop(user_name));
  changed_ = true;
  dice chance(plan_.seed, dice_of_changes + ++changes_);
  std::vector<stored_message> messages = world_.maildrop(user_name);
  for (std::size_t i = messages.size(); i > 1; --i) std::swap(messages[i - 1], messages[chance.below(i)]);
  std::erase_if(messages, [&](const stored_message&) { return chance.one_in(4); });
  constexpr std::uint64_t fresh_ordinals = 1000;
  for (std::uint64_t n = chance.below(4); n > 0; --n) {
    messages.push_back(make_message(chance, changes_ * fresh_ordinals + n));
  }
  model_.replace(messages);
  world_.restart_with(user_name, std::move(messages));
}

void faulty_world::let_others_delete() {
  // RFC 1939 section 4 allows no other session while the maildrop is locked.
  if (plan_.connections == 1) return;
  model_.observe(world_.maildrop(user_name));
  shared_ = true;
  dice chance(plan_.seed, dice_of_changes + ++changes_);
  std::vector<stored_message> messages = world_.maildrop(user_name);
  std::vector<std::string> gone;
  std::erase_if(messages, [&](const stored_message& message) {
    const bool goes = chance.one_in(4);
    if (goes) gone.push_back(message.unique_id);
    return goes;
  });
  model_.replace(messages);
  world_.remove(user_name, gone);
}

void faulty_world::check_secrecy(std::string_view told) {
  const auto shows = [told](std::string_view form) { return told.find(form) != std::string_view::npos; };
  if (std::ranges::any_of(forms_of_password, shows)) model_.find("the password is shown: " + std::string(told));
}

/// How many commands wait for their replies; the greeting is a reply to none.
void faulty_world::check_window(const trace_event& event) {
  constexpr std::int64_t widest = 256;
  std::int64_t& waiting = waiting_[event.connection];
  if (event.kind == trace_kind::connected) waiting = 1;
  if (event.kind == trace_kind::received) --waiting;
  if (event.kind != trace_kind::sent) return;
  ++waiting;
  if (waiting > (plan_.pipeline == pipelining::off ? 1 : widest))
    model_.find("more commands are sent than the window allows");
}

void faulty_world::log(std::string_view line) {
  for (const char octet : line) report_.digest = mix(report_.digest, static_cast<unsigned char>(octet));
  report_.digest = mix(report_.digest, static_cast<std::uint64_t>(world_.now().time_since_epoch().count()));
  if (!keeps_log_) return;
  report_.log.append(line).append("\n");
}

run_report faulty_world::finish() {
  if (!model_.finding()) {
    world_.run_until_idle();
    if (world_.open_streams() != 0) model_.find("a connection is left open");
    if (world_.server_sessions() != 0) model_.find("a session of the server never ends");
    if (world_.armed_timers() != 0) model_.find("a timer is left armed");
  }
  for (const journal_entry& entry : world_.journal()) {
    check_secrecy(entry.text);
    if (entry.kind == journal_kind::rule) ++report_.faults;
  }
  report_.faults += world_.disturbances();
  report_.finding = model_.finding();
  report_.passed = world_.now().time_since_epoch();
  report_.work = world_.steps();
  report_.digest = mix(report_.digest, report_.work);
  return std::move(report_);
}

}  // namespace pop3kit::proof
