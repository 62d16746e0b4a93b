#include "commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <pop3kit/server.hpp>
#include <string_view>
#include <system_error>
#include <vector>

#include "console/command_error.hpp"
#include "demo/tour.hpp"
#include "scenario/load_scenario.hpp"

namespace pop3kit::command {
namespace {

/// Returns the file of a scenario that comes with pop3kit: beside the installed command, or in the source tree that it
/// was built from, unless it was built for a package. Throws command_error (8) if there is none.
std::string shipped_scenario(const std::string& name) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const fs::path command = fs::read_symlink("/proc/self/exe", ignored);
  std::vector<fs::path> folders{command.parent_path() / POP3KIT_INSTALLED_SCENARIOS};
  if (!std::string_view(POP3KIT_SOURCE_SCENARIOS).empty()) folders.emplace_back(POP3KIT_SOURCE_SCENARIOS);
  std::string searched;
  for (const fs::path& folder : folders) {
    if (fs::exists(folder / name, ignored)) return (folder / name).lexically_normal().string();
    searched += (searched.empty() ? "" : " or ") + folder.lexically_normal().string();
  }
  throw command_error(
      exit_status::local,
      fmt::format("the scenario '{}' that comes with pop3kit is not in {}; name one with --scenario", name, searched));
}

/// How the connection is protected, and how that is written in C++.
struct transport {
  const char* title;
  const char* code;
  security protection;
};

constexpr transport implicit_tls{"Implicit TLS: encrypted from the first octet", "pop3kit::security::implicit",
                                 security::implicit};
constexpr transport by_stls{"STLS: begins unencrypted and starts TLS before the login", "pop3kit::security::stls",
                            security::stls};

/// Each call has a new server, and so all messages of the scenario.
void demonstrate(narrator& story, const scenario& ordinary, const std::string& file, const transport& how) {
  server listening{ordinary};
  listening.start().value();
  const std::uint16_t port =
      (how.protection == security::implicit ? listening.tls_port() : listening.port()).value_or(0);
  const std::string name = std::filesystem::path{file}.filename().string();
  story.chapter(how.title, {fmt::format("pop3kit::server server{{pop3kit::scenario::load(\"{}\").value()}};", name),
                            "server.start().value();",
                            fmt::format("pop3kit::client_options options{{\"127.0.0.1\", {}, {{\"alice\", "
                                        "\"s3cret\"}}, {}}};",
                                        port, how.code),
                            "options.tls.ca_pem = server.ca_pem();", "pop3kit::client mail{options};"});
  client_options options{"127.0.0.1", port, credentials{"alice", "s3cret"}, how.protection};
  options.tls.ca_pem = listening.ca_pem();
  options.trace = story.wire().sink();
  client mail{options};
  tour visit{story, mail};
  visit.read();
  visit.change();
  story.operation("The server's verdict: were all expectations of the scenario met?", "server.verify().value()",
                  [&](findings& found) {
                    listening.verify().value();
                    found.show(fmt::format("{} entries in the journal", listening.journal().size()));
                    found.check(true, "every expectation was met");
                  });
}

client_options options_for_shared(const server& listening, const dialogue& wire) {
  client_options options{"127.0.0.1", listening.tls_port().value_or(0), credentials{"alice", "s3cret"},
                         security::implicit};
  options.tls.ca_pem = listening.ca_pem();
  options.trace = wire.sink();
  return options;
}

/// The time from the first command of the listing to the last, by the clock of the server.
std::chrono::milliseconds span_of(const server& listening, std::size_t first_entry) {
  const std::vector<journal_entry> entries = listening.journal();
  if (entries.size() <= first_entry) return {};
  return std::chrono::duration_cast<std::chrono::milliseconds>(entries.back().at - entries[first_entry].at);
}

void show_report(findings& found, const connection_report& report) {
  for (const connection_report::connection& each : report.connections) {
    found.show(fmt::format("connection {}: {} messages, {} octets", each.ordinal, each.messages, each.octets));
  }
}

bool same_listing_with_subjects(const message_listing& left, const message_listing& right) {
  return std::ranges::equal(left, right, [](const message_info& one, const message_info& other) {
    const bool subjects_agree = one.headers && other.headers && one.headers->subject() == other.headers->subject();
    return one.sequence_number == other.sequence_number && one.unique_id == other.unique_id && one.size == other.size &&
           subjects_agree;
  });
}

/// Lists the same maildrop over one and over five connections.
void compare_connections(narrator& story, const scenario& shared) {
  server listening{shared};
  listening.start().value();
  message_listing by_one;
  client single{options_for_shared(listening, story.wire())};
  story.operation("The listing with headers, over one connection.", "mail.list_messages().value()",
                  [&](findings& found) {
                    single.connect().value();
                    const std::size_t before = listening.journal().size();
                    by_one = single.list_messages().value();
                    found.show(fmt::format("{} messages in {} ms", by_one.size(), span_of(listening, before).count()));
                    found.check(!by_one.empty(), "there is mail");
                    single.quit().value();
                  });
  client several{options_for_shared(listening, story.wire())};
  story.operation("The same listing over up to five connections.",
                  "mail.connections_quantity(5);\n     mail.use_multi_connection(pop3kit::multi_connection::enable);\n"
                  "     mail.list_messages().value()",
                  [&](findings& found) {
                    several.connections_quantity(5);
                    several.use_multi_connection(multi_connection::enable);
                    several.connect().value();
                    const std::size_t before = listening.journal().size();
                    const message_listing by_five = several.list_messages().value();
                    found.show(fmt::format("{} messages in {} ms", by_five.size(), span_of(listening, before).count()));
                    show_report(found, several.last_report());
                    found.check(same_listing_with_subjects(by_one, by_five), "the same listing, message by message");
                    found.check(several.last_report().opened > 1, "several connections were used");
                  });
}

}  // namespace

void run_demo(const demo_arguments& given) {
  const std::string ordinary_file = given.scenario.empty() ? shipped_scenario("ordinary.lua") : given.scenario;
  const std::string shared_file = given.shared_scenario.empty() ? shipped_scenario("demo.lua") : given.shared_scenario;
  const scenario ordinary = load_scenario(ordinary_file);
  const scenario shared = load_scenario(shared_file);
  narrator story;
  story.chapter("pop3kit: every documented operation, against a POP3 server in this process",
                {"Each operation shows the C++ code, the dialogue on the wire (C: client, S: server), and",
                 "the result, checked against other operations. Passwords are masked in the dialogue.",
                 fmt::format("The mailbox: {}", ordinary_file)});
  demonstrate(story, ordinary, ordinary_file, implicit_tls);
  demonstrate(story, ordinary, ordinary_file, by_stls);
  story.chapter("Several connections to one maildrop",
                {"Each answer of this server takes a moment, as on a slow network.",
                 fmt::format("The mailbox: {}", shared_file)});
  compare_connections(story, shared);
  story.conclude();
}

}  // namespace pop3kit::command
