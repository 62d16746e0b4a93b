#include "commands.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <pop3kit/server.hpp>

#include "console/command_error.hpp"
#include "demo/scenario_folder.hpp"
#include "demo/tour.hpp"
#include "scenario/scenario_file.hpp"

namespace pop3kit::command {
namespace {

struct transport {
  const char* title;
  const char* code;
  security protection;
};

constexpr transport implicit_tls{"Implicit TLS: secured from the first octet", "pop3kit::security::implicit",
                                 security::implicit};
constexpr transport by_stls{"STLS: begins in the clear and is secured before the login", "pop3kit::security::stls",
                            security::stls};

/// A fresh server for each, so that each finds the mail that the scenario holds.
void demonstrate(narrator& tells, const scenario& ordinary, const std::string& file, const transport& how) {
  server listening{ordinary};
  listening.start().value();
  const std::uint16_t port =
      (how.protection == security::implicit ? listening.tls_port() : listening.port()).value_or(0);
  const std::string name = std::filesystem::path{file}.filename().string();
  tells.chapter(how.title, {fmt::format("pop3kit::server server{{pop3kit::scenario::load(\"{}\").value()}};", name),
                            "server.start().value();",
                            fmt::format("pop3kit::client_options options{{\"127.0.0.1\", {}, {{\"alice\", "
                                        "\"s3cret\"}}, {}}};",
                                        port, how.code),
                            "options.tls.ca_pem = server.ca_pem();", "pop3kit::client mail{options};"});
  client_options options{"127.0.0.1", port, credentials{"alice", "s3cret"}, how.protection};
  options.tls.ca_pem = listening.ca_pem();
  options.trace = tells.wire().sink();
  client mail{options};
  tour visit{tells, mail};
  visit.read();
  visit.change();
  tells.operation("And the server's side: did everything that the scenario expects happen?", "server.verify().value()",
                  [&](findings& found) {
                    listening.verify().value();
                    found.show(fmt::format("{} entries in the journal", listening.journal().size()));
                    found.check(true, "every expectation was met");
                  });
}

}  // namespace

void run_demo(const demo_arguments& given) {
  const std::string ordinary_file = given.scenario.empty() ? shipped_scenario("ordinary.lua") : given.scenario;
  const std::string shared_file = given.shared_scenario.empty() ? shipped_scenario("demo.lua") : given.shared_scenario;
  const scenario ordinary = load_scenario(ordinary_file);
  const scenario shared = load_scenario(shared_file);
  narrator tells;
  tells.chapter("pop3kit: every documented operation, against a POP3 server in this very process",
                {"Each operation shows the C++ that asks, the dialogue on the wire (C: client, S: server), and",
                 "the result, held against what other operations say. Passwords never stand in a dialogue.",
                 fmt::format("The mailbox: {}", ordinary_file)});
  demonstrate(tells, ordinary, ordinary_file, implicit_tls);
  demonstrate(tells, ordinary, ordinary_file, by_stls);
  tells.chapter("Several connections to one maildrop",
                {"Each answer of this server takes a moment, as it does on the far side of a network.",
                 fmt::format("The mailbox: {}", shared_file)});
  compare_connections(tells, shared);
  tells.conclude();
}

}  // namespace pop3kit::command
