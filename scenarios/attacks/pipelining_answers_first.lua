return scenario {
  title = "only the first of several commands is answered",
  about = [[
    The server announces PIPELINING, but discards the commands that follow the first one. Catches clients that wait for
    the other replies without a timeout.]],
  outcome = "refused with deadline_exceeded; in the next session, the client sends one command at a time",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    }, lock = false },
  },
  rules = {
    { pipelined = true, fault = "discarded_input" },
  },
}
