return scenario {
  title = "a message listed twice",
  about = "UIDL gives message 1 two unique-ids. For whoever believes the last one, or the first.",
  outcome = "refused with malformed_response",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "UIDL", argument = "", raw = "+OK\r\n1 one\r\n1 two\r\n.\r\n" },
  },
}
