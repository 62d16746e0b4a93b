-- LIST tells a negative size. For whoever allocates it.
-- pop3kit: refused with malformed_response
return scenario {
  title = "a size below 0",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", argument = "", raw = "+OK\r\n1 -28\r\n.\r\n" },
  },
}
