#include <algorithm>
#include <array>

#include "language/schema.hpp"

namespace pop3kit::serving::lua {
namespace {

constexpr key<net::handshake_cut> cut_keys[] = {
    {{"after", takes::size, "0", "How many octets of the server's side of the handshake are sent first."},
     [](const value& from, net::handshake_cut& into, reading& /*context*/) { into.after = as_size(from); }},
    {{"close", takes::close, "\"orderly\"", "How the connection ends."},
     [](const value& from, net::handshake_cut& into, reading& /*context*/) { into.close = as_close_kind(from); }},
};

certificate_kind as_certificate(const value& from) {
  std::vector<std::string_view> names;
  for (const auto& each : certificate_table) names.push_back(each.name);
  const auto& name = as_text(from);
  const auto* const found = std::ranges::find(certificate_table, name, &certificate_info::name);
  if (found == std::end(certificate_table)) {
    throw problem{from.at, "unknown certificate '" + name + "'" + did_you_mean(name, names)};
  }
  return found->kind;
}

net::tls_version as_version(const value& from) {
  constexpr auto names = std::to_array<std::string_view>({"1.0", "1.1", "1.2", "1.3"});
  constexpr auto versions = std::to_array(
      {net::tls_version::tls1_0, net::tls_version::tls1_1, net::tls_version::tls1_2, net::tls_version::tls1_3});
  const auto* const text = std::get_if<std::string>(&from.held);
  const auto* const found = text == nullptr ? names.end() : std::ranges::find(names, *text);
  if (found == names.end()) refuse(from, "a TLS version: \"1.0\", \"1.1\", \"1.2\" or \"1.3\"");
  return versions.at(static_cast<std::size_t>(found - names.begin()));
}

struct tls_table {
  tls_condition condition;
  std::optional<net::tls_version> minimum;
};

constexpr key<tls_table> tls_keys[] = {
    {{"connection", takes::ordinals, "any", "The numbers of the connections, from 1."},
     [](const value& from, tls_table& into, reading& /*context*/) {
       into.condition.who.connection = as_ordinals(from);
     }},
    {{"certificate", takes::text, "\"sound\"",
      "The certificate that the server shows. [Faults and quirks](faults.md) lists the certificates."},
     [](const value& from, tls_table& into, reading& /*context*/) {
       into.condition.plan.certificate = as_certificate(from);
     }},
    {{"minimum", takes::text, "the older of \"1.2\" and `maximum`",
      "The oldest version that the server supports: \"1.0\" to \"1.3\"."},
     [](const value& from, tls_table& into, reading& /*context*/) { into.minimum = as_version(from); }},
    {{"maximum", takes::text, "\"1.3\"", "The newest version that the server supports."},
     [](const value& from, tls_table& into, reading& /*context*/) { into.condition.plan.maximum = as_version(from); }},
    {{"client_certificate", takes::flag, "false",
      "The client must send a certificate that is signed by an authority in `client_ca` of `listen`. "
      "Without `client_ca`, every certificate is refused."},
     [](const value& from, tls_table& into, reading& /*context*/) {
       into.condition.plan.require_client_certificate = as_flag(from);
     }},
    {{"inject", takes::text, "nothing",
      "Plaintext octets before the handshake: directly after the `+OK` to STLS, or as the first octets of "
      "an implicit TLS connection."},
     [](const value& from, tls_table& into, reading& /*context*/) { into.condition.plan.inject = as_text(from); }},
    {{"delay", takes::duration, "\"0s\"", "A wait before each piece of the server's side of the handshake."},
     [](const value& from, tls_table& into, reading& /*context*/) {
       into.condition.plan.handshake.delay = as_duration(from);
     }},
    {{"slice", takes::number, "no limit",
      "The greatest number of octets of the server's side that are sent in one piece."},
     [](const value& from, tls_table& into, reading& /*context*/) {
       into.condition.plan.handshake.slice = static_cast<std::size_t>(as_number(from, 1));
     }},
    {{"garble", takes::number, "none", "Which octet of the server's side, from 1, is sent with all its bits inverted."},
     [](const value& from, tls_table& into, reading& /*context*/) {
       into.condition.plan.handshake.garble = as_number(from, 1);
     }},
    {{"cut", takes::table, "none", "A place in the server's side where the connection ends."},
     [](const value& from, tls_table& into, reading& context) {
       read_table(from, "a cut of TLS", cut_keys, into.condition.plan.handshake.cut.emplace(), context);
     }},
    {{"stall", takes::flag, "false", "The server never answers the handshake. The connection stays open."},
     [](const value& from, tls_table& into, reading& /*context*/) {
       into.condition.plan.handshake.stall = as_flag(from);
     }},
    {{"close_notify", takes::flag, "true",
      "If `false`, TLS ends without close_notify, as if the connection had been cut."},
     [](const value& from, tls_table& into, reading& /*context*/) {
       into.condition.plan.close_notify = as_flag(from);
     }},
};

}  // namespace

void read_tls(const value& from, scenario::description& into, reading& context) {
  const auto& list = as_table(from);
  if (!list.named.empty()) {
    throw problem{list.named.front().key_at, "expected a list: each TLS condition in its own braces"};
  }
  const auto read_item = [&](const value& item) {
    tls_table table;
    table.condition.where = source_line(context.file, item.at.line);
    read_table(item, "a TLS condition", tls_keys, table, context);
    tls_plan& plan = table.condition.plan;
    plan.minimum = table.minimum.value_or(std::min(plan.minimum, plan.maximum));
    if (plan.minimum > plan.maximum) {
      context.report(item.at, "the minimum is a newer version than the maximum");
    }
    into.tls.push_back(std::move(table.condition));
  };
  for (std::size_t index = 0; index < list.items.size(); ++index) {
    const path_step item(context, index + 1);
    attempt("tls", context, [&] { read_item(list.items[index]); });
  }
}

section tls_section() {
  return make_section(
      "A TLS condition",
      "Changes the TLS of a connection, after STLS or implicit. Only the first condition that matches a "
      "connection counts. Everything that it does not mention is correct.",
      tls_keys, R"(return scenario {
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 20 } } } },
  tls = {
    { connection = 1, certificate = "expired" },
    { connection = 2, cut = { after = 100, close = "reset" } },
    { connection = 3, maximum = "1.1" },
    { connection = "4..", inject = "+OK injected\r\n", close_notify = false },
  },
})");
}

section handshake_cut_section() {
  return make_section("`cut` of a TLS condition", "Ends the connection in the middle of the handshake.", cut_keys,
                      R"(return scenario {
  accounts = { alice = { password = "s3cret" } },
  tls = { { cut = { after = 0, close = "orderly" } } },
})");
}

}  // namespace pop3kit::serving::lua
