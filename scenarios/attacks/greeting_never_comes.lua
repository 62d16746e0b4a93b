return scenario {
  title = "no greeting",
  about = "The server accepts the connection, but sends no greeting. Catches clients without a timeout.",
  outcome = "refused with deadline_exceeded; the client sends nothing",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "greeting", fault = "silence" },
  },
}
