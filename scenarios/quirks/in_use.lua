return scenario {
  title = "[IN-USE]",
  about = "The maildrop is locked by a session that is still ending. For whoever asks for another password.",
  seen = "perdition 4",
  outcome = "refused with in_use; later it may work",
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
