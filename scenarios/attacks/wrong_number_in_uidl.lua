return scenario {
  title = "UIDL n returns another message",
  about = [[
    The server answers UIDL 1 with the unique-id of message 2. Catches clients that use this unique-id to delete message
    1.]],
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
