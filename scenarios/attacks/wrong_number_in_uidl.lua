return scenario {
  title = "UIDL n answers about another message",
  about = "UIDL 1 tells the unique-id of message 2. For whoever deletes by it.",
  outcome = "refused with malformed_response",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "UIDL", argument = "1", reply = "+OK 2 two" },
  },
}
