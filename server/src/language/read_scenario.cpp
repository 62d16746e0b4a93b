#include <algorithm>

#include "auth/login_offer.hpp"
#include "errors/errc_table.hpp"
#include "language/schema.hpp"
#include "net/tls/pem.hpp"
#include "text/ascii.hpp"

namespace pop3kit::serving::lua {
namespace {

/// The description, and the parts of it that only a running script can provide.
struct whole {
  scenario::description& made;
  std::vector<std::string>& hooked;
};

void read_mechanisms(const value& from, listen_options& into, reading& /*context*/) {
  std::vector<std::string>& only = into.mechanisms.emplace();
  for (std::string name : as_lines(from)) {
    std::ranges::transform(name, name.begin(), text::to_upper);
    if (std::ranges::find(known_logins(), name) == known_logins().end()) {
      throw problem{from.at, "unknown mechanism '" + name + "'" + did_you_mean(name, known_logins())};
    }
    only.push_back(std::move(name));
  }
}

void read_client_ca(const value& from, listen_options& into, reading& context) {
  const auto file = context.files.resolve(as_line(from), from.at);
  into.client_ca_pem = context.files.read(file, from.at);
  if (!net::parse_certificates(into.client_ca_pem)) {
    throw problem{from.at, "'" + file.string() + "' contains no PEM certificate"};
  }
}

constexpr key<listen_options> listen_keys[] = {
    {{"plain", takes::flag, "true", "A listener without TLS."},
     [](const value& from, listen_options& into, reading& /*context*/) { into.plain = as_flag(from); }},
    {{"starttls", takes::flag, "true", "STLS on the plain listener (RFC 2595)."},
     [](const value& from, listen_options& into, reading& /*context*/) { into.starttls = as_flag(from); }},
    {{"tls", takes::flag, "true", "A listener with TLS from the first octet (RFC 8314)."},
     [](const value& from, listen_options& into, reading& /*context*/) { into.tls = as_flag(from); }},
    {{"require_tls", takes::flag, "false", "USER, PASS, APOP and AUTH are refused without TLS."},
     [](const value& from, listen_options& into, reading& /*context*/) { into.require_tls = as_flag(from); }},
    {{"mechanisms", takes::lines, "all but APOP, NTLM and GSSAPI",
      "The only ways to log in: SASL mechanisms, `USER` and `APOP`. `APOP` puts a timestamp into the "
      "greeting. The SASL mechanisms are SCRAM-SHA-256 and SCRAM-SHA-1, both with -PLUS under TLS, "
      "OAUTHBEARER, XOAUTH2, EXTERNAL, GSSAPI, DIGEST-MD5, CRAM-MD5, NTLM, PLAIN, LOGIN and ANONYMOUS."},
     &read_mechanisms},
    {{"client_ca", takes::line, "none",
      "A PEM file of authorities. TLS then asks for a client certificate, and AUTH EXTERNAL uses its "
      "common name as the name of the account."},
     &read_client_ca},
};

void read_hooks(const value& from, whole& into, reading& context) {
  const auto& table = as_table(from);
  if (!table.items.empty())
    throw problem{table.items.front().at, "a hook needs a verb: RETR = function(session, command)"};
  for (const auto& entry : table.named) {
    value name;
    name.held = entry.key;
    name.at = entry.key_at;
    const path_step hook(context, entry.key);
    try {
      auto verb = as_hook(name);
      if (!std::holds_alternative<function_value>(entry.content.held)) refuse(entry.content, "a function");
      if (std::ranges::find(into.hooked, verb) != into.hooked.end()) {
        throw problem{entry.key_at, "a second hook for " + verb};
      }
      into.hooked.push_back(std::move(verb));
    } catch (const problem& found) {
      context.report(found.at(), std::string{"hooks: "} + found.what());
    }
  }
}

constexpr std::string_view blanks = " \t\r\n";

/// Reads text for people. It may have several lines; each sequence of blanks and line ends becomes one blank.
std::string as_prose(const value& from) {
  const std::string& text = as_text(from);
  std::string out;
  for (std::size_t begin = text.find_first_not_of(blanks); begin != std::string::npos;) {
    const std::size_t end = std::min(text.find_first_of(blanks, begin), text.size());
    if (!out.empty()) out += ' ';
    out.append(text, begin, end - begin);
    begin = text.find_first_not_of(blanks, end);
  }
  return out;
}

/// Details may follow the word, after a comma or a semicolon.
std::string_view first_word(std::string_view text) {
  return text.substr(0, text.find_first_of(",; "));
}

void read_outcome(const value& from, whole& into, reading& /*context*/) {
  constexpr std::string_view refused = "refused with ";
  std::string outcome = as_prose(from);
  if (outcome.starts_with(refused)) {
    const std::string_view name = first_word(std::string_view(outcome).substr(refused.size()));
    std::vector<std::string_view> names;
    for (const errc_row& row : errc_table()) names.push_back(row.name);
    if (std::ranges::find(names, name) == names.end()) {
      throw problem{from.at, "unknown error '" + std::string(name) + "'" + did_you_mean(name, names)};
    }
  } else if (first_word(outcome) != "tolerated") {
    refuse(from, "\"tolerated\" or \"refused with\" and the name of an error");
  }
  into.made.outcome = std::move(outcome);
}

void read_autologout(const value& from, whole& into, reading& /*context*/) {
  into.made.autologout = as_duration(from);
  if (*into.made.autologout <= net::duration::zero()) refuse(from, "a duration longer than zero");
}

// The seed comes before the accounts, because their mailboxes are made from it.
constexpr key<whole> scenario_keys[] = {
    {{"title", takes::line, "the file's name", "What the scenario shows, in a few words."},
     [](const value& from, whole& into, reading& /*context*/) { into.made.title = as_line(from); }},
    {{"about", takes::text, "none",
      "What the server does, and which mistakes of clients this reveals. Several blanks and line ends in a "
      "row count as one blank."},
     [](const value& from, whole& into, reading& /*context*/) { into.made.about = as_prose(from); }},
    {{"seen", takes::text, "none", "Which real servers behave like this."},
     [](const value& from, whole& into, reading& /*context*/) { into.made.seen = as_prose(from); }},
    {{"outcome", takes::text, "none",
      "How pop3kit's own client reacts: `\"tolerated\"` or `\"refused with NAME\"`, where NAME is a name "
      "from [errors.md](errors.md). Details may follow after a comma or a semicolon."},
     &read_outcome},
    {{"seed", takes::number, "1",
      "Decides everything that is random: mail, garbage, jitter, `math.random`. A seed that is given when "
      "the server starts replaces it, except for what is made while the file is read: mail, and random "
      "numbers of the script."},
     [](const value& from, whole& into, reading& context) { into.made.seed = context.seed = as_number(from); }},
    {{"accounts", takes::table, "none", "Who can log in, and which messages they find."},
     [](const value& from, whole& into, reading& context) { read_accounts(from, into.made, context); }},
    {{"listen", takes::table, "every listener", "Which listeners are open."},
     [](const value& from, whole& into, reading& context) { read_listen(from, into.made, context); }},
    {{"autologout", takes::duration, "\"10m\"",
      "How long the server waits for a command. Then it closes the connection without a reply, and deletes "
      "nothing. RFC 1939 section 3 requires at least ten minutes."},
     &read_autologout},
    {{"extensions", takes::table, "none", "Optional commands and capabilities."},
     [](const value& from, whole& into, reading& context) { read_extensions(from, into.made, context); }},
    {{"rules", takes::list, "none", "Deviations from the protocol."},
     [](const value& from, whole& into, reading& context) { read_rules(from, into.made, context); }},
    {{"network", takes::list, "an ideal network", "The network of connections."},
     [](const value& from, whole& into, reading& context) { read_network(from, into.made, context); }},
    {{"tls", takes::list, "correct TLS", "Deviations of TLS."},
     [](const value& from, whole& into, reading& context) { read_tls(from, into.made, context); }},
    {{"actors", takes::list, "none", "Changes of the maildrops while the server runs, as if by others."},
     [](const value& from, whole& into, reading& context) { read_actors(from, into.made, context); }},
    {{"hooks", takes::functions, "none", "Functions that decide how a command is answered."}, &read_hooks},
    {{"expect", takes::list, "nothing", "What the client must do for a good verdict."},
     [](const value& from, whole& into, reading& context) { read_expectations(from, into.made, context); }},
};

}  // namespace

void read_listen(const value& from, scenario::description& into, reading& context) {
  read_table(from, "listen", listen_keys, into.listen, context);
  if (!into.listen.plain && !into.listen.tls) throw problem{from.at, "plain and tls cannot both be off"};
}

void read_scenario(const value& from, scenario::description& into, std::vector<std::string>& hooked, reading& context) {
  whole all{into, hooked};
  const auto* made = std::get_if<constructed_value>(&from.held);
  read_table(made != nullptr ? *made->argument : from, "a scenario", scenario_keys, all, context);
}

section scenario_section() {
  return make_section("The scenario", info(constructor::scenario).summary, scenario_keys, R"(return scenario {
  title = "an ordinary mailbox",
  seed = 42,
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 20 } } } },
})");
}

section listen_section() {
  return make_section(
      "`listen`",
      "Says which listeners are open. The server chooses free ports, unless ports are given when it starts.",
      listen_keys, R"(return scenario {
  listen = { plain = true, starttls = true, tls = false, require_tls = true },
  accounts = { alice = { password = "s3cret" } },
})");
}

}  // namespace pop3kit::serving::lua
