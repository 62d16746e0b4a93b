#include "plan.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "dice.hpp"

namespace pop3kit::proof {

namespace {

using namespace std::chrono_literals;
using namespace std::string_view_literals;
using kind = planned_fault::kind;
using upset = planned_fault::upset;

enum purpose_of_dice : std::uint64_t {
  for_mail,
  for_work,
  for_network,
  for_faults,
  for_client,
  for_login,
  for_server,
  for_time
};

/// What is done often stands here often.
constexpr std::array common{
    action::stat,
    action::list_ids,
    action::list_ids,
    action::list_unique_ids,
    action::list_headers,
    action::list_some,
    action::info,
    action::size,
    action::headers,
    action::top,
    action::fetch,
    action::fetch,
    action::fetch,
    action::save,
    action::headers_of_many,
    action::fetch_many,
    action::save_all,
    action::save_all,
    action::fetch_many,
    action::erase,
    action::erase,
    action::erase_all,
    action::undelete,
    action::commit,
    action::commit,
    action::quit,
    action::noop,
    action::connect,
    action::connect,
    action::validate,
    action::close,
    action::idle,
    action::idle,
    action::pause,
};

struct verb_fault {
  std::string_view verb;
  std::string_view reply;
  std::string_view fault;
};

/// Refusals, and violations that a reader can see. What a well-formed lie of the server makes of a message, no client
/// can tell: those are left to the tests that know what to expect.
constexpr std::array verb_faults{
    verb_fault{"RETR", "-ERR [SYS/TEMP] later", {}},
    verb_fault{"RETR", "-ERR no", {}},
    verb_fault{"RETR", {}, "early_terminator"},
    verb_fault{"RETR", {}, "duplicate_reply"},
    verb_fault{"RETR", {}, "duplicate_response"},
    verb_fault{"RETR", {}, "unsolicited"},
    verb_fault{"RETR", {}, "silence"},
    verb_fault{"RETR", {}, "garbage"},
    verb_fault{"RETR", {}, "overlong_line"},
    verb_fault{"TOP", "-ERR no", {}},
    verb_fault{"TOP", {}, "silence"},
    verb_fault{"TOP", {}, "duplicate_reply"},
    verb_fault{"TOP", {}, "duplicate_response"},
    verb_fault{"TOP", {}, "unsolicited"},
    verb_fault{"LIST", "-ERR no", {}},
    verb_fault{"LIST", {}, "lying_size"},
    verb_fault{"LIST", {}, "garbage"},
    verb_fault{"UIDL", "-ERR no", {}},
    verb_fault{"UIDL", {}, "duplicate_unique_ids"},
    verb_fault{"UIDL", {}, "missing_unique_ids"},
    verb_fault{"UIDL", {}, "silence"},
    verb_fault{"DELE", "-ERR no", {}},
    verb_fault{"DELE", {}, "silence"},
    verb_fault{"DELE", {}, "garbage"},
    verb_fault{"RSET", "-ERR no", {}},
    verb_fault{"QUIT", "-ERR some remain", {}},
    verb_fault{"QUIT", {}, "silence"},
    verb_fault{"QUIT", {}, "garbage"},
    verb_fault{"PASS", "-ERR [IN-USE] locked", {}},
    verb_fault{"PASS", "-ERR [LOGIN-DELAY] wait", {}},
    verb_fault{"PASS", {}, "silence"},
    verb_fault{"CAPA", "-ERR no", {}},
    verb_fault{"GREETING", "-ERR go away", {}},
    verb_fault{"STAT", {}, "garbage"},
};

constexpr std::array disturbances{disturbance::close, disturbance::reset, disturbance::vanish, disturbance::stall,
                                  disturbance::stall};
constexpr std::array outcomes{connect_outcome::refused, connect_outcome::host_not_found, connect_outcome::unanswered};
constexpr std::array upsets{upset::cancel,          upset::cancel, upset::close,         upset::restart,
                            upset::restart_changed, upset::jump,   upset::others_delete, upset::others_delete};

/// Most dialogues are short; every octet of them shall be hit, and long ones in the middle.
std::uint64_t some_octet(dice& chance) {
  constexpr std::array<std::uint64_t, 5> reach{64, 200, 400, 3000, 60000};
  return chance.below(chance.of(reach));
}

planned_fault make_fault(dice& chance, const plan& of) {
  planned_fault made;
  made.connection = chance.between(1, chance.one_in(2) ? 2 : 8);
  const std::uint64_t choice = chance.below(12);
  if (choice < 4) {
    made.what = kind::link;
    made.event.direction = chance.one_in(3) ? link_direction::to_server : link_direction::to_client;
    made.event.octet = some_octet(chance);
    made.event.what =
        of.protection != security::none && chance.one_in(3) ? disturbance::corrupt : chance.of(disturbances);
    made.event.lasting = std::chrono::seconds(chance.between(1, 200));
  } else if (choice < 5) {
    made.what = kind::outcome;
    made.outcome = chance.of(outcomes);
  } else if (choice < 9) {
    made.what = kind::reply;
    if (chance.one_in(2)) made.connection = planned_fault::whichever;
    const verb_fault& chosen = chance.of(verb_faults);
    made.verb = chosen.verb;
    made.reply = chosen.reply;
    made.fault = chosen.fault;
  } else {
    made.what = kind::upset;
    made.step = static_cast<std::size_t>(chance.below(of.steps.size()));
    made.after = chance.below(chance.one_in(2) ? 12 : 120);
    made.happening = of.connections > 1 && chance.one_in(2) ? upset::others_delete : chance.of(upsets);
    made.event.lasting = std::chrono::seconds(chance.between(1, 4000));
  }
  return made;
}

simulated_link make_link(dice& chance) {
  simulated_link made;
  if (chance.one_in(2)) {
    made.latency = std::chrono::milliseconds(chance.between(1, 400));
    if (chance.one_in(2)) made.jitter = made.latency / 2;
  }
  if (chance.one_in(8)) made.octets_per_second = chance.between(2000, 200000);
  if (chance.one_in(4)) made.largest_delivery = static_cast<std::size_t>(chance.between(4, 600));
  return made;
}

void choose_client(plan& made) {
  dice chance(made.seed, for_client);
  constexpr std::uint64_t tls_share = 24;
  if (chance.one_in(tls_share)) made.protection = chance.one_in(2) ? security::stls : security::implicit;
  if (chance.one_in(4)) made.pipeline = pipelining::off;
  if (made.messages.size() >= 20 || chance.one_in(8)) {
    made.connections = static_cast<std::size_t>(chance.between(2, 4));
    made.multi = chance.one_in(3) ? multi_connection::automatic : multi_connection::enable;
  }
  made.timeout = std::chrono::seconds(chance.between(5, 60));
  if (chance.one_in(2)) made.reconnections = static_cast<std::size_t>(chance.between(1, 3));
  if (chance.one_in(6)) made.keep_alive = std::chrono::seconds(chance.between(20, 400));
}

/// Not the costly ones: a world takes a millisecond, SCRAM's hashing several.
void choose_login(plan& made) {
  constexpr std::array<std::string_view, 4> mechanisms{"PLAIN", "LOGIN", "CRAM-MD5", "APOP"};
  constexpr std::array<verb_fault, 5> auth_faults{
      verb_fault{"AUTH", "-ERR [SYS/TEMP] later", {}}, verb_fault{"AUTH", "-ERR [IN-USE] locked", {}},
      verb_fault{"AUTH", "+ !!!!", {}}, verb_fault{"AUTH", {}, "silence"}, verb_fault{"AUTH", {}, "garbage"}};
  dice chance(made.seed, for_login);
  if (!chance.one_in(4)) return;
  made.mechanism = chance.of(mechanisms);
  if (made.mechanism == "APOP" || !chance.one_in(3)) return;
  const verb_fault& chosen = chance.of(auth_faults);
  planned_fault& wrong = made.faults.emplace_back();
  wrong.what = kind::reply;
  wrong.connection = chance.between(0, 2);
  wrong.verb = chosen.verb;
  wrong.reply = chosen.reply;
  wrong.fault = chosen.fault;
}

/// Now and then a server that leaves a terminator in the middle of each message, as one that does not stuff dots; what
/// follows arrives later. Or one that announces PIPELINING and begins the reply to the next command before the
/// terminator of the one before.
void choose_server(plan& made) {
  constexpr std::uint64_t mixing_share = 8;
  constexpr std::uint64_t torn_share = 50;
  constexpr std::array verbs{"RETR", "TOP", "LIST", "UIDL", "CAPA"};
  dice chance(made.seed, for_server);
  if (chance.one_in(torn_share)) {
    planned_fault& tears = made.faults.emplace_back();
    tears.what = kind::reply;
    tears.connection = planned_fault::whichever;
    tears.verb = "RETR";
    tears.fault = "early_terminator";
    tears.always = true;
    made.pipeline = pipelining::off;
    made.link.largest_delivery = static_cast<std::size_t>(chance.between(2, 20));
    return;
  }
  if (!chance.one_in(mixing_share)) return;
  for (const char* const verb : verbs) {
    if (chance.one_in(3)) continue;
    planned_fault& mixes = made.faults.emplace_back();
    mixes.what = kind::reply;
    mixes.connection = planned_fault::whichever;
    mixes.verb = verb;
    mixes.fault = "late_terminator";
    mixes.always = true;
  }
}

/// Now and then a machine on which time passes while the program runs, and a server that delays octets itself.
void choose_time(plan& made) {
  constexpr std::array looks{1us, 10us};
  dice chance(made.seed, for_time);
  if (chance.one_in(4)) made.look = chance.of(looks);
  if (chance.one_in(4)) made.scenario_latency = std::chrono::milliseconds(chance.between(1, 20));
}

bool adds_a_reply(const planned_fault& fault) {
  constexpr std::array too_many{"duplicate_reply"sv, "duplicate_response"sv, "unsolicited"sv};
  return std::ranges::find(too_many, fault.fault) != too_many.end();
}

/// Whether some lies about replies are such that nothing tells one reply in a pipeline from the next: most replies show
/// nothing of their place if one is left out, and those to RETR and TOP do not either if another one comes too often.
bool leaves_too_much_open(const std::vector<planned_fault>& faults) {
  bool left_out = false;
  bool added = false;
  for (const planned_fault& each : faults) {
    if (each.fault == "silence" && each.verb != "RETR" && each.verb != "TOP") return true;
    left_out = left_out || each.fault == "silence";
    added = added || adds_a_reply(each);
  }
  return left_out && added;
}

/// All messages get the size of the longest, so that no size tells them apart.
void make_equally_long(std::vector<stored_message>& messages) {
  constexpr std::string_view line_end = "\r\n";
  std::size_t longest = 0;
  for (const stored_message& each : messages) longest = std::max(longest, each.octets.size());
  for (stored_message& each : messages) {
    each.octets.append(longest - each.octets.size(), 'x').append(line_end);
  }
}

}  // namespace

plan make_plan(std::uint64_t seed) {
  plan made;
  made.seed = seed;
  dice mail(seed, for_mail);
  // From twenty messages on, work is shared by several connections.
  const std::uint64_t count = mail.one_in(5) ? mail.between(20, 32) : mail.below(8);
  for (std::uint64_t n = 0; n < count; ++n) made.messages.push_back(make_message(mail, n));
  if (mail.one_in(4)) make_equally_long(made.messages);
  dice work(seed, for_work);
  const std::uint64_t length = work.between(4, 20);
  for (std::uint64_t n = 0; n < length; ++n) {
    work_step& step = made.steps.emplace_back();
    step.what = work.of(common);
    step.by_id = work.one_in(2);
    step.pick = work.below(64);
  }
  choose_client(made);
  dice network(seed, for_network);
  made.link = make_link(network);
  dice faults(seed, for_faults);
  const std::uint64_t bad = faults.one_in(8) ? 0 : faults.between(1, 8);
  for (std::uint64_t n = 0; n < bad; ++n) made.faults.push_back(make_fault(faults, made));
  if (leaves_too_much_open(made.faults)) made.pipeline = pipelining::off;
  choose_login(made);
  choose_server(made);
  choose_time(made);
  if (std::ranges::any_of(made.faults, adds_a_reply)) {
    // One command at a time, a reply too many that arrives after the next command is the reply to that.
    made.link.octets_per_second = 0;
    made.link.largest_delivery = 0;
  }
  return made;
}

}  // namespace pop3kit::proof
