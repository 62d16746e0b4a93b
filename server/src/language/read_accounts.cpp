#include "language/schema.hpp"
#include "lua/script_functions.hpp"
#include "mailbox/message_set.hpp"

namespace pop3kit::serving::lua {
namespace {

constexpr key<account> account_keys[] = {
    {{"password", takes::line, "", "The password for PASS, APOP and the SASL mechanisms."},
     [](const value& from, account& into, reading& /*context*/) { into.password = as_line(from); }},
    {{"mailbox", takes::mailbox, "empty",
      "A list of mailbox items, or a single one: the messages in this order, from 1."},
     [](const value& from, account& into, reading& context) { into.mailbox = read_mailbox(from, into.name, context); }},
    {{"lock", takes::flag, "true",
      "One session at a time, as RFC 1939 requires: a second login is refused with [IN-USE]. If `false`, "
      "several sessions share the maildrop."},
     [](const value& from, account& into, reading& /*context*/) { into.lock = as_flag(from); }},
    {{"tokens", takes::lines, "none",
      "OAuth 2.0 access tokens that OAUTHBEARER and XOAUTH2 accept for this account. Both mechanisms are "
      "offered if any account has a token."},
     [](const value& from, account& into, reading& /*context*/) { into.tokens = as_lines(from); }},
    {{"principals", takes::lines, "the account's name, in any realm",
      "Kerberos principals (`alice@EXAMPLE.ORG`) whose tickets open this maildrop with GSSAPI. GSSAPI is "
      "offered if any account has principals, or if `mechanisms` of `listen` names it. The keytab in "
      "`KRB5_KTNAME` must hold a key of a service called `pop`, such as `pop/localhost@EXAMPLE.ORG`."},
     [](const value& from, account& into, reading& /*context*/) { into.principals = as_lines(from); }},
    {{"external", takes::flag, "false",
      "AUTH EXTERNAL with this name as authorization identity logs in without a certificate. For "
      "certificates, see `client_ca` of `listen`."},
     [](const value& from, account& into, reading& /*context*/) { into.external = as_flag(from); }},
    {{"anonymous", takes::flag, "false", "AUTH ANONYMOUS opens this maildrop."},
     [](const value& from, account& into, reading& /*context*/) { into.anonymous = as_flag(from); }},
    {{"language", takes::line, "the first tag in alphabetical order",
      "The tag of the language that `LANG *` chooses for this account."},
     [](const value& from, account& into, reading& /*context*/) { into.language = as_line(from); }},
    {{"login_delay", takes::duration, "the server's",
      "The LOGIN-DELAY of this account, in place of that in `extensions`. CAPA shows it after login. "
      "Before login, CAPA shows the longest of all accounts, with USER."},
     [](const value& from, account& into, reading& /*context*/) { into.login_delay = as_duration(from); }},
    {{"expire", takes::days, "the server's",
      "The EXPIRE of this account, in place of that in `extensions`. Before login, CAPA shows the shortest "
      "of all accounts, with USER."},
     [](const value& from, account& into, reading& /*context*/) { into.expire = as_days(from); }},
};

}  // namespace

void read_accounts(const value& from, scenario::description& into, reading& context) {
  const auto& table = as_table(from);
  if (!table.items.empty()) {
    throw problem{table.items.front().at, "an account needs a name: alice = { password = \"...\" }"};
  }
  const auto read_entry = [&](const table_entry& entry) {
    account made;
    made.name = entry.key;
    if (made.name.empty() || !is_one_line(made.name)) {
      throw problem{entry.key_at, "this is not a valid account name"};
    }
    attempt(entry.key, context, [&] { read_table(entry.content, "an account", account_keys, made, context); });
    if (!made.mailbox) made.mailbox = concatenate({});
    into.accounts.emplace(entry.key, std::move(made));
  };
  for (const auto& entry : table.named) {
    const path_step name(context, entry.key);
    attempt("accounts", context, [&] { read_entry(entry); });
  }
}

section account_section() {
  return make_section(
      "An account", "`accounts` is a table of accounts by name: `alice = { ... }`, `[\"bob@example.org\"] = { ... }`.",
      account_keys, R"(return scenario {
  accounts = {
    alice = { password = "s3cret", lock = false, mailbox = {
      text "Subject: hello\n\nHello, Alice.\n",
      generate { count = 500, size = "4 KiB" },
    } },
    ["bob@example.org"] = { password = "hunter2" },
  },
})");
}

}  // namespace pop3kit::serving::lua
