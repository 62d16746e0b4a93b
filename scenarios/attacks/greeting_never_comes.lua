return scenario {
  title = "no greeting",
  about = "The connection is accepted, and nothing is said. For whoever has no deadline.",
  outcome = "refused with deadline_exceeded; nothing is sent",
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
