return scenario {
  title = "[IN-USE]",
  about = [[
    The server refuses the first login with [IN-USE], because a previous session still locks the maildrop. Catches
    clients that ask the user for another password.]],
  seen = "Perdition #4",
  outcome = "refused with in_use; a later attempt can succeed",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  listen = { mechanisms = "USER" },
  rules = {
    { on = "PASS", times = 1, reply = err("IN-USE", "do you have another POP session running?") },
  },
}
