return scenario {
  title = "LIST n returns another message",
  about = "The server answers LIST 1 with the size of message 2. Catches clients that do not check the message number.",
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
