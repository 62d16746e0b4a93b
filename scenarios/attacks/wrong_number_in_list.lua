return scenario {
  title = "LIST n answers about another message",
  about = "LIST 1 tells the size of message 2. For whoever does not look at the number.",
  outcome = "refused with malformed_response",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", argument = "1", reply = "+OK 2 29" },
  },
}
