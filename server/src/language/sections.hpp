#pragma once

#include <memory>
#include <vector>

#include "language/schema.hpp"

/// The kinds of tables in a scenario: a reader and a section of the reference for each.
namespace pop3kit::serving::lua {

void read_accounts(const value& from, scenario::description& into, reading& context);
void read_rules(const value& from, scenario::description& into, reading& context);
void read_network(const value& from, scenario::description& into, reading& context);
/// What a rule may change of the network while a session runs.
[[nodiscard]] net::fault_plan read_link_plan(const value& from, reading& context);
/// After the accounts.
void read_actors(const value& from, scenario::description& into, reading& context);
void read_expectations(const value& from, scenario::description& into, reading& context);
void read_tls(const value& from, scenario::description& into, reading& context);
void read_extensions(const value& from, scenario::description& into, reading& context);
void read_listen(const value& from, scenario::description& into, reading& context);
/// The whole, from the table that was handed to `scenario`. Hooks are left to the caller: `hooked` gets their verbs.
void read_scenario(const value& from, scenario::description& into, std::vector<std::string>& hooked, reading& context);

/// A mailbox from its items; `seed` is the mailbox's own.
[[nodiscard]] std::shared_ptr<const mailbox_source> read_mailbox(const value& from, const std::string& account,
                                                                 reading& context);

[[nodiscard]] section scenario_section();
[[nodiscard]] section account_section();
[[nodiscard]] section listen_section();
[[nodiscard]] section extension_section();
[[nodiscard]] section rule_section();
[[nodiscard]] section cut_section();
[[nodiscard]] section stall_section();
[[nodiscard]] section network_section();
[[nodiscard]] section tls_section();
[[nodiscard]] section handshake_cut_section();
[[nodiscard]] section link_stall_section();
[[nodiscard]] section actor_section();
[[nodiscard]] section count_section();
[[nodiscard]] section message_section();
[[nodiscard]] section attachment_section();
[[nodiscard]] section generate_section();

}  // namespace pop3kit::serving::lua
