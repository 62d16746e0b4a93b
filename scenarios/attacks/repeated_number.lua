-- UIDL gives message 1 two unique-ids. For whoever believes the last one, or the first.
-- pop3kit: refused with malformed_response
return scenario {
  title = "a message listed twice",
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
