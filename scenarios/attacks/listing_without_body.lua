return scenario {
  title = "a listing without a body",
  about = "UIDL is answered by its status alone. For whoever waits for ever.",
  outcome = "refused with deadline_exceeded",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "UIDL", argument = "", raw = "+OK\r\n" },
  },
}
