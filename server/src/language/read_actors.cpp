#include "language/schema.hpp"

namespace pop3kit::serving::lua {
namespace {

constexpr key<actor> actor_keys[] = {
    {{"at", takes::duration, "", "The time since the start of the server."},
     [](const value& from, actor& into, reading& /*context*/) { into.at = as_duration(from); }},
    {{"every", takes::duration, "once", "How long after that it happens again, and so on."},
     [](const value& from, actor& into, reading& /*context*/) { into.every = as_duration(from); }},
    {{"account", takes::line, "the only account", "The account whose maildrop changes."},
     [](const value& from, actor& into, reading& /*context*/) { into.account = as_line(from); }},
    {{"deliver", takes::mailbox, "nothing", "Mail that arrives."},
     [](const value& from, actor& into, reading& context) { into.deliver = read_mailbox(from, "delivered", context); }},
    {{"remove", takes::ordinals, "nothing", "Messages that are removed, by their position in the maildrop."},
     [](const value& from, actor& into, reading& /*context*/) { into.remove = as_ordinals(from); }},
    {{"release", takes::line, "none", "The name of a gate that is opened, see `hold`."},
     [](const value& from, actor& into, reading& /*context*/) { into.release = as_gate(from); }},
};

/// Requires that the accounts were read before.
void check_account(actor& made, const scenario::description& into, position at) {
  if (!made.deliver && !made.remove) return;
  if (made.account.empty() && into.accounts.size() == 1) made.account = into.accounts.begin()->first;
  if (made.account.empty()) throw problem{at, "an actor needs 'account' unless there is exactly one account"};
  if (into.accounts.contains(made.account)) return;
  std::vector<std::string_view> names;
  names.reserve(into.accounts.size());
  for (const auto& [name, owner] : into.accounts) names.push_back(name);
  throw problem{at, "unknown account '" + made.account + "'" + did_you_mean(made.account, names)};
}

}  // namespace

void read_actors(const value& from, scenario::description& into, reading& context) {
  const auto read_item = [&](const value& item) {
    actor& made = into.actors.emplace_back();
    made.where = source_line(context.file, item.at.line);
    read_table(item, "an actor", actor_keys, made, context);
    check_account(made, into, item.at);
  };
  const std::vector<value>& items = list_of_tables(from, "actor");
  for (std::size_t index = 0; index < items.size(); ++index) {
    const path_step item(context, index + 1);
    attempt("actors", context, [&] { read_item(items[index]); });
  }
}

section actor_section() {
  return make_section(
      "An actor",
      "Changes maildrops while the server runs, as another client or a mail server would. Sessions that "
      "have begun still see the maildrop as it was at login.",
      actor_keys, R"(return scenario {
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 5 } }, lock = false } },
  rules = { { on = "RETR", hold = "go" } },
  actors = {
    { at = "2s", deliver = text "Subject: news\n\nJust in.\n" },
    { at = "3s", every = "1s", remove = 1 },
    { at = "5s", release = "go" },
  },
})");
}

}  // namespace pop3kit::serving::lua
